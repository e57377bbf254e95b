import { z } from 'zod';
import { parseLicenseAgreement } from '@lanran/protocol/licensing/license-agreement';

/** As GraphQL tells it: a language that is not there is null. */
export const agreementAnswer = z
  .object({
    sha256: z.string(),
    bytes: z.number().int(),
    mediaType: z.string(),
    name: z.object({ en: z.string().nullish(), zh: z.string().nullish() }),
  })
  .transform(({ name: { en, zh }, ...rest }) =>
    parseLicenseAgreement({ ...rest, name: { ...(en != null && { en }), ...(zh != null && { zh }) } }),
  );
