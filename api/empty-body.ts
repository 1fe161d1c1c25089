import { z } from 'zod';

/** Body of a request that says all in its address: none, or an object without fields. */
export const emptyBody = z.strictObject({}).nullish();
