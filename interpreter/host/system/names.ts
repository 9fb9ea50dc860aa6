// Names of hosts, on Node's main thread: getaddrinfo and its inverse.

import dns from 'node:dns';
import type { Reply } from './requests.js';

const EAI_NONAME = -2;
const EAI_AGAIN = -3;
const EAI_FAIL = -4;

const codes: Readonly<Record<string, number>> = { EAI_AGAIN, EAI_FAIL, ENOTFOUND: EAI_NONAME, EAI_NONAME };

function failure(error: unknown): Reply {
  return { status: codes[(error as NodeJS.ErrnoException).code ?? ''] ?? EAI_NONAME };
}

export const nameOperations = {
  /** Addresses of a host, each a line `family address`. Status: 0, or an EAI_ number. `family`: 0, 4 or 6. */
  lookup: async (host: string, family: number): Promise<Reply> => {
    try {
      const found = await dns.promises.lookup(host, { all: true, family, verbatim: true });
      return { status: 0, content: Buffer.from(found.map((entry) => `${entry.family} ${entry.address}`).join('\n')) };
    } catch (error) {
      return failure(error);
    }
  },
  /** The name of the host at an address. */
  reverse: async (address: string): Promise<Reply> => {
    try {
      const { hostname } = await dns.promises.lookupService(address, 0);
      return { status: 0, content: Buffer.from(hostname) };
    } catch (error) {
      return failure(error);
    }
  },
};
