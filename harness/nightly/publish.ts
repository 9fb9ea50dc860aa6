import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Folder of a night's site: its address for good. */
export function addressOf(night: string, run: number): string {
  return `${night}-run-${run}`;
}

const address = /^(\d{4}-\d\d-\d\d)-run-(\d+)$/;

/**
 * Writes a site beside its place and moves it there when it is whole; `latest` then leads to it, and of the nights only
 * the newest `keep` stay. Returns the folder.
 */
export async function publish(
  folder: string,
  name: string,
  keep: number | null,
  write: (folder: string) => Promise<unknown>,
): Promise<string> {
  mkdirSync(folder, { recursive: true });
  // The caller holds the lock: parts are those of nights that died.
  for (const left of readdirSync(folder)) {
    if (left.endsWith('.part') || left.endsWith('.old')) rmSync(path.join(folder, left), { recursive: true });
  }
  const place = path.join(folder, name);
  const part = `${place}.part`;
  mkdirSync(part);
  await write(part);
  const old = `${place}.old`;
  if (existsSync(place)) renameSync(place, old);
  renameSync(part, place);
  rmSync(old, { recursive: true, force: true });
  pointLatest(folder, name);
  const nights = nightsIn(folder);
  if (keep !== null) for (const night of nights.slice(keep)) rmSync(path.join(folder, night), { recursive: true });
  return place;
}

/** A page and not a link: static hosts and Windows serve no links to folders. */
function pointLatest(folder: string, name: string): void {
  const latest = path.join(folder, 'latest');
  mkdirSync(latest, { recursive: true });
  const target = `../${name}/index.html`;
  const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="refresh" content="0; url=${target}">
<title>The latest night</title>
<p><a href="${target}">${name}</a></p>
</html>
`;
  writeFileSync(path.join(latest, 'index.part'), page);
  renameSync(path.join(latest, 'index.part'), path.join(latest, 'index.html'));
}

/** The nights in a folder, newest first. */
export function nightsIn(folder: string): string[] {
  const found = readdirSync(folder).flatMap((name) => {
    const match = address.exec(name);
    return match ? [{ name, day: match[1], run: Number(match[2]) }] : [];
  });
  return found.sort((a, b) => (a.day === b.day ? b.run - a.run : a.day < b.day ? 1 : -1)).map(({ name }) => name);
}
