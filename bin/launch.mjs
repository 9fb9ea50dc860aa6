import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Runs a built program of this repository in this process, as if it had been started itself. */
export async function launch(relative) {
  const file = fileURLToPath(new URL(`../${relative}`, import.meta.url));
  if (!existsSync(file)) {
    console.error(`${relative} is not built yet: run \`npm run build\` (or \`npm start\`) first.`);
    process.exit(1);
  }
  process.argv[1] = file;
  await import(pathToFileURL(file).href);
}
