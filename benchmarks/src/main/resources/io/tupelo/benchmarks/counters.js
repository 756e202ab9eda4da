// A Durable Object for each path: adds one, and answers with the sum. The answer waits at the output gate until the sum is on the disk.
export class Counter {
  constructor(state) {
    this.storage = state.storage;
  }

  async fetch() {
    const sum = ((await this.storage.get("sum")) ?? 0) + 1;
    this.storage.put("sum", sum);
    return new Response(String(sum));
  }
}

export default {
  fetch(request, env) {
    return env.COUNTERS.get(env.COUNTERS.idFromName(new URL(request.url).pathname)).fetch(request);
  },
};
