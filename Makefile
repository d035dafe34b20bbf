JAVA_HOME := $(shell ./scripts/jdk)
export JAVA_HOME
MVN := ./mvnw --batch-mode -Dorg.slf4j.simpleLogger.defaultLogLevel=warn

.PHONY: help
help: ## show this table
	@printf '%s\n' 'make <goal>:'
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 12 | sed 's/^/  /'

.PHONY: test
test: ## run every test
	@$(MVN) verify

.PHONY: format
format: ## format the sources
	@$(MVN) spotless:apply

.PHONY: clean
clean: ## remove all that was built
	@$(MVN) clean
