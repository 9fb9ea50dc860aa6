// A thread that draws charts; see drawing.ts.

import { parentPort } from 'node:worker_threads';
import type { DrawReply, DrawRequest } from './drawing.js';
import { renderText } from './render.js';

parentPort!.on('message', async ({ id, spec }: DrawRequest) => {
  const reply = (text: DrawReply) => parentPort!.postMessage(text);
  try {
    reply({ id, svg: await renderText(spec) });
  } catch (error) {
    reply({ id, error: (error as Error).message });
  }
});
