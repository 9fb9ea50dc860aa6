// Modules.

import { Word } from './word';

// @ts-ignore: decorator
@unmanaged
export class Module {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  dict: Word; // 16
  name: Word; // 24: as created, NULL
}
