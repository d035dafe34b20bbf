// A Kubernetes API for tests in one process: etcd, kube-apiserver, and of all controllers the one that keeps the
// Endpoints of Services with a selector. No kubelet, no StatefulSet controller, no garbage collector: the tests play
// those.
//
//	kubernetes -etcd-dir D -etcd-client URL -etcd-peer URL -controller-api URL -controller-token T -controller-ca FILE \
//	    -- <flags of kube-apiserver>
package main

import (
	"context"
	"errors"
	"flag"
	"io/fs"
	"log"
	"net/url"
	"os"
	"time"

	"go.etcd.io/etcd/server/v3/embed"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/component-base/cli"
	"k8s.io/kubernetes/cmd/kube-apiserver/app"
	"k8s.io/kubernetes/pkg/controller/endpoint"
)

const (
	patience = time.Minute
	pause    = 100 * time.Millisecond
	workers  = 2
)

var (
	data   = flag.String("etcd-dir", "", "where etcd keeps its data")
	client = flag.String("etcd-client", "http://127.0.0.1:2379", "where etcd answers")
	peer   = flag.String("etcd-peer", "http://127.0.0.1:2380", "where etcd would answer other members")
	api    = flag.String("controller-api", "", "the API's address, for the controller; without it none is run")
	token  = flag.String("controller-token", "", "what the controller authenticates with")
	ca     = flag.String("controller-ca", "", "the API's certificate, which the API may still have to make")
)

func main() {
	flag.Parse()
	store, err := startEtcd()
	if err != nil {
		log.Fatalf("cannot start etcd: %v", err)
	}
	if *api != "" {
		go func() {
			if err := runController(context.Background()); err != nil {
				log.Fatalf("cannot run the Endpoints controller: %v", err)
			}
		}()
	}
	server := app.NewAPIServerCommand()
	server.SetArgs(append([]string{"--etcd-servers=" + *client}, flag.Args()...))
	code := cli.Run(server)
	store.Close()
	os.Exit(code)
}

func startEtcd() (*embed.Etcd, error) {
	clients, err := url.Parse(*client)
	if err != nil {
		return nil, err
	}
	peers, err := url.Parse(*peer)
	if err != nil {
		return nil, err
	}
	config := embed.NewConfig()
	config.Dir = *data
	config.LogLevel = "error"
	// the data is worth nothing after the tests
	config.UnsafeNoFsync = true
	config.ListenClientUrls = []url.URL{*clients}
	config.AdvertiseClientUrls = config.ListenClientUrls
	config.ListenPeerUrls = []url.URL{*peers}
	config.AdvertisePeerUrls = config.ListenPeerUrls
	config.InitialCluster = config.InitialClusterFromName(config.Name)
	store, err := embed.StartEtcd(config)
	if err != nil {
		return nil, err
	}
	select {
	case <-store.Server.ReadyNotify():
		return store, nil
	case <-time.After(patience):
		store.Close()
		return nil, errors.New("it is not ready")
	}
}

func runController(ctx context.Context) error {
	err := eventually(func() bool {
		_, err := os.Stat(*ca)
		return !errors.Is(err, fs.ErrNotExist)
	})
	if err != nil {
		return err
	}
	clients, err := kubernetes.NewForConfig(&rest.Config{
		Host:            *api,
		BearerToken:     *token,
		TLSClientConfig: rest.TLSClientConfig{CAFile: *ca},
		QPS:             100,
		Burst:           200,
	})
	if err != nil {
		return err
	}
	err = eventually(func() bool {
		return clients.Discovery().RESTClient().Get().AbsPath("/readyz").Do(ctx).Error() == nil
	})
	if err != nil {
		return err
	}
	shared := informers.NewSharedInformerFactory(clients, 0)
	core := shared.Core().V1()
	controller := endpoint.NewEndpointController(ctx, core.Pods(), core.Services(), core.Endpoints(), clients, 0)
	shared.Start(ctx.Done())
	controller.Run(ctx, workers)
	return nil
}

func eventually(condition func() bool) error {
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(pause) {
		if condition() {
			return nil
		}
	}
	return errors.New("the API does not get ready")
}
