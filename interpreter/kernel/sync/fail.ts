// The end of the process when the kernel finds itself broken.

import { abort } from '../runtime/trap';

/** Reports `message` to the host and traps. */
export function fail(message: string): void {
  abort(changetype<usize>(message), 0, 0, 0);
}
