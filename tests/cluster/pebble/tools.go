//go:build tools

// Package tools names the program that `scripts/cluster-programs` builds, so that go.mod keeps what it needs.
package tools

import _ "github.com/canonical/pebble/cmd/pebble"
