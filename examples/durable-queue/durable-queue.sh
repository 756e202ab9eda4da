#!/usr/bin/env bash
# Kills a server ten times (kill -9) while two producers and three consumers use it, and then counts what was done.
# Started by `bin/tupelo example durable-queue`, which sets JAVA and CLASSPATH. The first argument is an empty folder.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$1"

readonly KILLS=10 PRODUCERS=2 CONSUMERS=3 DONE_BETWEEN_KILLS=100 SECONDS_MAX=60
readonly RUN=("$JAVA" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC --sun-misc-unsafe-memory-access=allow)
# Below the ports that clients are given: one that tries to connect to such a port in vain may connect to itself.
port=$((20000 + RANDOM % 10000))
while (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((port + 1)); done

server=
others=()
lives=0
start_server() {
  "${RUN[@]}" io.tupelo.node.ServerMain --port "$port" --data data >>server.txt 2>&1 &
  server=$!
  lives=$((lives + 1))
}
kill_server() {
  { kill -9 "$server" && wait "$server"; } 2>/dev/null || true
}
trap '[ ${#others[@]} = 0 ] || kill "${others[@]}" 2>/dev/null || true; kill_server' EXIT

done_so_far() { { cat done-by-* 2>/dev/null || true; } | wc -l; }

fail() {
  echo "$1"
  cat server.txt
  exit 1
}

start_server
for i in $(seq $PRODUCERS); do
  "${RUN[@]}" io.tupelo.examples.durablequeue.Producer "tupelo://127.0.0.1:$port" "$i" &
  others+=($!)
done
producers=("${others[@]}")
for i in $(seq $CONSUMERS); do
  "${RUN[@]}" io.tupelo.examples.durablequeue.Consumer "tupelo://127.0.0.1:$port" "$i" &
  others+=($!)
done

for kill in $(seq $KILLS); do
  enough=$(($(done_so_far) + DONE_BETWEEN_KILLS)) patience=$((SECONDS + SECONDS_MAX))
  until [ "$(done_so_far)" -ge $enough ]; do
    [ $SECONDS -lt $patience ] || fail "nothing gets done any more"
    sleep 0.0$((RANDOM % 10))
  done
  kill_server
  echo "kill -9 number $kill, when $(done_so_far) jobs were done"
  start_server
done

# The producers stop at the first file, the consumers when there is nothing to do and the second one is there.
touch no-more
wait "${producers[@]}" || fail "a producer failed"
touch all-asked
wait "${others[@]}" || fail "a consumer failed"
others=()

# Once more, so that what is counted is what the disk has: by the shell, which knows nothing of queues.
kill_server
start_server
"${RUN[@]}" io.tupelo.shell.ShellMain --connect "localhost:$port" -c 'read durable-queue.jobs available' >left.txt
"${RUN[@]}" io.tupelo.shell.ShellMain --connect "localhost:$port" -c 'read durable-queue.results all' >results.txt
cat asked-by-* >asked
cat done-by-* >told
grep -o 'job-[0-9]*-[0-9]*' left.txt >left || true
grep -o 'job-[0-9]*-[0-9]*' results.txt >results || true
echo "the server lived $lives times; jobs left: $(wc -l <left)"
echo "what the consumers were told:"
"$here/count.sh" asked told
echo "what the server has on its disk:"
"$here/count.sh" asked results
