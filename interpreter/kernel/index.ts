// The program: what the host finds among its exports.

export { boot } from './eval/boot';
export { kernelAlloc, kernelFree } from './process/result';
export { runMain } from './process/main';
export { runThread } from './process/thread';
export { hostLayout, setHashSecrets } from './process/host_layout';
