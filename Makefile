# SPDX-License-Identifier: Apache-2.0
#
# The commands of this project. `make` alone lists them.

BUILD ?= build
JOBS ?= $(shell nproc)
export BUILD JOBS

# Everything that building, testing and trying millrace takes, as Debian 12
# names it. docs/decisions/0001-debian-packages.md says why each is here.
PACKAGES := \
  cmake ninja-build g++ pkg-config ccache \
  libmariadb-dev libpqxx-dev libpq-dev rapidjson-dev libre2-dev \
  libcli11-dev libzstd-dev zlib1g-dev libssl-dev libxxhash-dev catch2 \
  mariadb-server-core mariadb-client-core \
  postgresql-15 postgresql-client-15 \
  clang-format clang-tidy procps util-linux time

# docs/decisions/0059-clang-for-the-fuzzer-alone.md
FUZZ_PACKAGES := clang libclang-rt-14-dev

.DEFAULT_GOAL := help
.PHONY: help deps build test lint asan tsan golden demo matrix bench soak \
  fuzz genuine failover clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' \
	  $(MAKEFILE_LIST)

deps: ## install the Debian 12 packages that are missing (root or sudo)
	@tests/house/deps.sh $(PACKAGES)

$(BUILD)/build.ninja: | deps
	@cmake -G Ninja -S . -B $(BUILD) -DCMAKE_BUILD_TYPE=Release >/dev/null

build: $(BUILD)/build.ninja ## build the program: build/millrace
	@ninja -C $(BUILD) -j$(JOBS) millrace

test: $(BUILD)/build.ninja ## build everything and run every test
	@ninja -C $(BUILD) -j$(JOBS)
	@tests/house/run_tests.sh $(BUILD)

lint: $(BUILD)/build.ninja ## format, static analysis, house rules
	@tests/house/lint.sh $(BUILD)

asan: ## every test under the address and undefined behaviour sanitizers
	@cmake -G Ninja -S . -B $(BUILD)-asan -DMILLRACE_ASAN=ON \
	  -DCMAKE_BUILD_TYPE=Debug >/dev/null
	@ninja -C $(BUILD)-asan -j$(JOBS)
	@tests/house/run_tests.sh $(BUILD)-asan

tsan: ## every test under the thread sanitizer
	@cmake -G Ninja -S . -B $(BUILD)-tsan -DMILLRACE_TSAN=ON \
	  -DCMAKE_BUILD_TYPE=Debug >/dev/null
	@ninja -C $(BUILD)-tsan -j$(JOBS)
	@tests/house/run_tests.sh $(BUILD)-tsan

golden: $(BUILD)/build.ninja ## rewrite the golden files, then read the diff
	@ninja -C $(BUILD) -j$(JOBS)
	@MILLRACE_UPDATE_GOLDEN=1 tests/house/run_tests.sh $(BUILD) -LE live
	@git --no-pager diff --stat -- fixtures

demo: build ## a sample shop from MariaDB into PostgreSQL, start to end
	@fixtures/demo/demo.sh $(BUILD)/millrace

matrix: $(BUILD)/build.ninja ## live cases and schema law on other servers
	@ninja -C $(BUILD) -j$(JOBS) millrace live_test
	@tests/live/servers/matrix.sh $(BUILD); cases=$$?; \
	  tests/live/servers/law.sh $(BUILD) && [ $$cases -eq 0 ]

bench: build ## copy and stream speed beside limit and rivals (BENCH_SCALE=0.1)
	@tests/bench/bench.sh $(BUILD)

soak: $(BUILD)/build.ninja ## faults of every kind (SOAK_SECONDS=600 a target)
	@ninja -C $(BUILD) -j$(JOBS) millrace live_test
	@MILLRACE_SOAK=$${ROUNDS:-50} \
	  MILLRACE_SOAK_SECONDS=$${SOAK_SECONDS:-600} \
	  $(BUILD)/tests/live_test '[soak]'

fuzz: build ## the readers of the log under libFuzzer (SECONDS_FUZZ=1800)
	@tests/house/deps.sh $(FUZZ_PACKAGES)
	@cmake -G Ninja -S . -B $(BUILD)-fuzz -DMILLRACE_FUZZ=ON \
	  -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_BUILD_TYPE=Release >/dev/null
	@ninja -C $(BUILD)-fuzz -j$(JOBS) binlog_fuzz
	@tests/fuzz/fuzz.sh $(BUILD)-fuzz $${SECONDS_FUZZ:-1800}

genuine: build ## live cases on MySQL's own client library
	@tests/live/servers/genuine.sh $(BUILD)

failover: build ## a stream goes on from a replica, MariaDB and MySQL
	@tests/live/servers/failover.sh $(BUILD)

clean: ## remove the build directories
	@rm -rf $(BUILD) $(BUILD)-asan $(BUILD)-tsan $(BUILD)-fuzz $(BUILD)-genuine
