import { z } from 'zod';

const Answer = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    reasons: z
      .array(z.object({ code: z.string(), en: z.string(), zh: z.string() }))
      .optional()
      .transform((reasons = []) => reasons.map((reason) => ({ ...reason, data: {} }))),
  }),
});

/** What a route that is not GraphQL says why it refused. */
export type HttpError = z.infer<typeof Answer>['error'];

/** Null for what is no such answer, as a proxy's page. */
export function readHttpError(text: string): HttpError | null {
  try {
    return Answer.parse(JSON.parse(text)).error;
  } catch {
    return null;
  }
}
