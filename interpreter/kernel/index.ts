// The kernel's entry: what it exports is what the host can call.

export { boot } from './process/boot';
export { hostLayout, setHashSecrets } from './process/host_layout';
export { runMain } from './process/main';
export { kernelAlloc, kernelFree } from './process/result';
export { runThread } from './process/thread';
