import { z } from 'zod';

const LENGTH = 36;

/** Schema of an id. Always lower case afterwards, so that two ids are the same exactly when their texts are. */
export function uuid() {
  return z.string().max(LENGTH, { abort: true }).check(z.uuid()).toLowerCase();
}
