export JAVA_HOME := $(shell ./scripts/jdk 2>/dev/null)

arch := $(patsubst x86_64,amd64,$(patsubst aarch64,arm64,$(shell uname -m)))
charm := dist/postgresql-k8s_$(arch).charm
inputs := pom.xml dispatch metadata.yaml config.yaml actions.yaml LICENSE scripts/pack \
	$(shell find charms tests/charms src/main -type f -not -path '*/pgcharm/local/*')

# Warnings, the steps that Maven takes and the results of tests; nothing else.
log := -Dorg.slf4j.simpleLogger.log
mvn := ./mvnw --batch-mode -Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
	$(log).org.apache.maven.cli.event.ExecutionEventLogger=info $(log).org.apache.maven.plugin.surefire=info \
	$(log).org.apache.maven.plugin.failsafe=info

.PHONY: help
help: ## show this table
	@printf '%s\n' 'make <goal>'
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 12

.PHONY: demo
demo: $(charm) ## run the how-to on this machine: integrate an application, get a database that works
	@./scripts/demo

.PHONY: test
test: | jdk ## run every test (PG_VERSIONS=all: on every PostgreSQL version; JMODEL=<program>: in its Juju model; CRASHES=all: every crash point; CONTRIBUTING.md has more)
	@./scripts/test $(mvn) $(if $(PG_VERSIONS),-Dpg.versions=$(PG_VERSIONS)) $(if $(PG_IMAGES),-Dpg.images=$(PG_IMAGES)) $(if $(CRASHES),-Dcrash.points=$(CRASHES)) \
		$(if $(RELATIONS),-Drelations=$(RELATIONS)) $(if $(CYCLES),-Dcycles=$(CYCLES)) \
		$(if $(SEEDS),-Dfuzz.seeds=$(SEEDS)) $(if $(JMODEL),-Djmodel=$(abspath $(JMODEL))) \
		$(if $(CHARMCRAFT),-Dcharmcraft=$(CHARMCRAFT)) verify

.PHONY: test-cluster
test-cluster: | jdk ## run the charm with a cluster of its own, on a real Kubernetes API (root on Linux; SCENARIOS=<class> for one)
	@programs=$$(./scripts/cluster-programs) && eval "$$programs" && \
		./scripts/test $(mvn) -Pcluster $(if $(SCENARIOS),-Dit.test=$(SCENARIOS)) verify

.PHONY: charm
charm: $(charm) ## pack the charms into dist
	@ls -l dist/*_$(arch).charm

.PHONY: bench
bench: $(charm) ## measure what hooks cost
	@./scripts/bench

.PHONY: format
format: | jdk ## format the sources
	@$(mvn) spotless:apply

.PHONY: clean
clean: ## remove all that was built
	@rm -rf target dist

$(charm): $(inputs) | jdk
	@echo 'Building the charm (the first build downloads its tools and libraries, which takes a while)'
	@$(mvn) -Dmaven.test.skip=true package

.PHONY: jdk
jdk:
	@./scripts/jdk >/dev/null
