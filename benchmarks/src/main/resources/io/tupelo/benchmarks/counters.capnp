using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "counters", worker = .counters),
    (name = "objects", disk = (path = "objects", writable = true)),
  ],
  sockets = [(name = "http", address = "127.0.0.1", http = (), service = "counters")],
);

const counters :Workerd.Worker = (
  modules = [(name = "counters.js", esModule = embed "counters.js")],
  compatibilityDate = "2026-11-01",
  durableObjectNamespaces = [(className = "Counter", uniqueKey = "bench", enableSql = true)],
  durableObjectStorage = (localDisk = "objects"),
  bindings = [(name = "COUNTERS", durableObjectNamespace = "Counter")],
);
