import { describe, expect, it } from 'vitest';
import * as fixture from '../results/fixture.js';
import { describeBuild, parsePython, processBuilds } from './builds.js';
import { message, scriptedExecutor } from './scripted-executor.js';

describe('--python', () => {
  it('names a command', () => {
    expect(parsePython('cpython=python3.13')).toEqual({ name: 'cpython', command: ['python3.13'], environment: {} });
  });

  it('takes an environment and quoted words', () => {
    expect(parsePython(`nogil=PYTHON_GIL=0 A=b '/opt/my python/bin/python' -X "a b"`)).toEqual({
      name: 'nogil',
      command: ['/opt/my python/bin/python', '-X', 'a b'],
      environment: { PYTHON_GIL: '0', A: 'b' },
    });
  });

  it.each(['python3', '=python3', 'x=', 'x=A=1', '../up=python3'])('refuses "%s"', (text) => {
    expect(() => parsePython(text)).toThrow(/--python/);
  });
});

describe('describing a build', () => {
  const start = {
    implementation: 'cpython',
    version: '3.13.0',
    build: 'b',
    gil: false,
    platform: 'linux',
    executable: '',
  };
  const request = parsePython('free=python3t');
  const describe_ = (fields: Record<string, unknown>, name = 'free') =>
    describeBuild(
      { ...request, name },
      scriptedExecutor(() => ({ lines: [message('start', { ...start, ...fields })] })),
      1000,
    );

  it('takes what the interpreter says about itself', async () => {
    expect(await describe_({})).toMatchObject({
      name: 'free',
      implementation: 'cpython',
      version: '3.13.0',
      gil: 'off',
    });
    expect((await describe_({ gil: true })).gil).toBe('on');
    expect((await describe_({ gil: null })).gil).toBe('unknown');
  });

  it('fingerprints version, GIL and name', async () => {
    const prints = await Promise.all([
      describe_({}),
      describe_({ version: '3.14.0' }),
      describe_({ gil: true }),
      describe_({}, 'again'),
    ]);
    expect(new Set(prints.map((build) => build.fingerprint)).size).toBe(4);
    expect((await describe_({})).fingerprint).toBe(prints[0].fingerprint);
  });

  it('names the build that does not run, with the reason', async () => {
    const missing = scriptedExecutor(() => ({
      lines: [],
      ending: { exitCode: null, stderr: 'spawn python3t ENOENT' },
    }));
    await expect(describeBuild(request, missing, 1000)).rejects.toThrow(/free \(python3t\).*ENOENT/);
    const hung = scriptedExecutor(() => ({ lines: [], ending: { exitCode: null, timedOut: true } }));
    await expect(describeBuild(request, hung, 1000)).rejects.toThrow(/did not answer within 1 s/);
  });
});

describe('builds with processes for workers', () => {
  const own = (name: string, gil: 'on' | 'off') => ({
    ...fixture.build(name, gil),
    implementation: 'gilpy',
    details: { program: 'p' },
  });

  it('are one for each interpreter, which a GIL does not make another', () => {
    const builds = processBuilds([own('gilpy', 'off'), own('gilpy-gil', 'on'), fixture.build('cpython', 'on')]);
    expect(builds.map(({ name, parallelism, gil }) => [name, parallelism, gil])).toEqual([
      ['gilpy-processes', 'processes', 'off'],
      ['cpython-processes', 'processes', 'on'],
    ]);
    expect(new Set(builds.map((build) => build.fingerprint)).size).toBe(2);
    expect(builds[1].fingerprint).not.toBe(fixture.build('cpython', 'on').fingerprint);
  });
});
