import {Type} from '../../layout/type';
export function dropDeadSubclasses(b: Type): void { }
