// One thread of a stress test: runs the calls it is sent on its own instance, as its own kernel thread.
import { parentPort, workerData } from 'node:worker_threads';

const { module, memory } = workerData;
export function instantiate() {
  const host = {
    monotonicNs: () => process.hrtime.bigint(),
    trace: () => {}, // no switch is on
    report: (at, length) => console.error(Buffer.from(new Uint8Array(memory.buffer).slice(at >>> 0, (at >>> 0) + length)).toString('latin1')),
    abort: (at) => {
      const length = new DataView(memory.buffer).getUint32((at >>> 0) - 4, true);
      const bytes = new Uint8Array(memory.buffer).slice(at >>> 0, (at >>> 0) + length);
      throw new Error(`the kernel fails: ${Buffer.from(bytes).toString('utf16le')}`);
    },
  };
  return new WebAssembly.Instance(module, { env: { memory }, host }).exports;
}

if (parentPort) {
  const kernel = instantiate();
  parentPort.on('message', ({ id, thread, calls }) => {
    try {
      kernel.enterThread(thread);
      const results = calls.map(([name, ...args]) => kernel[name](...args));
      kernel.endCounting();
      kernel.exitThread();
      parentPort.postMessage({ id, results });
    } catch (error) {
      parentPort.postMessage({ id, error: String(error?.stack ?? error) });
    }
  });
}
