import { z } from 'zod';

/** Schema of an id. Always lower case afterwards, so that two ids are the same exactly when their texts are. */
export function uuid() {
  return z.uuid().toLowerCase();
}
