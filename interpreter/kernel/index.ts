// The program: what the host finds among its exports.

// First, so that asc compiles the slow half of `release` before it inlines the fast half anywhere.
export { decrefForeign } from './counting/counts';

export { boot } from './eval/boot';
export { kernelAlloc, kernelFree } from './process/result';
export { imageEnd, resumeMain } from './process/image';
export { prepareMain, runMain } from './process/main';
export { runThread } from './process/thread';
export { hostLayout, setHashSecrets } from './process/host_layout';
