import { z } from 'zod';
import { ArgumentError } from '../kernel/errors.ts';
import type { GraphqlClient } from '../kernel/graphql-client.ts';

const text = z.object({ en: z.string().nullish(), zh: z.string().nullish() });
const assetAnswer = z.object({ id: z.string() }).nullish();

/** Whom to ask at an organization. */
export const contactAnswer = z.object({
  email: z.string().nullish(),
  telephone: z.string().nullish(),
  name: z.string().nullish(),
  postalAddress: z.string().nullish(),
});
export type Contact = z.infer<typeof contactAnswer>;

const billingAddress = z.strictObject({
  street: z.string().nullish(),
  city: z.string().nullish(),
  postcode: z.string().nullish(),
  country: z.string().nullish(),
});
const bankAccount = z.strictObject({
  iban: z.string().nullish(),
  number: z.string().nullish(),
  bic: z.string().nullish(),
  bankName: z.string().nullish(),
  holder: z.string().nullish(),
});
/** Who an organization is to accountants. */
const billingProfile = z.strictObject({
  legalName: z.string().nullish(),
  taxNumber: z.string().nullish(),
  vatId: z.string().nullish(),
  address: billingAddress.nullish(),
  account: bankAccount.nullish(),
  email: z.string().nullish(),
});
const labelInput = z.strictObject({ code: z.string(), title: text, text });

/** What mutation `updateProfile` takes: null deletes, and what is left out stays. */
const ProfileInputShape = z.strictObject({
  description: text.nullish(),
  labels: z.array(labelInput).nullish(),
  peoples: z.array(z.string()).nullish(),
  contact: z.strictObject(contactAnswer.shape).nullish(),
  website: z.string().nullish(),
  pictureAsset: z.string().nullish(),
  logoAsset: z.string().nullish(),
  bankDetails: z.string().nullish(),
  billing: billingProfile.nullish(),
  welcome: text.nullish(),
  never: text.nullish(),
  answersWithinDays: z.number().nullish(),
  closedUntil: z.string().nullish(),
  closedReason: text.nullish(),
});
export type ProfileInput = z.infer<typeof ProfileInputShape>;

const ProfileAnswer = z.object({
  description: text.nullish(),
  labels: z.array(z.object({ code: z.string(), title: text, text })),
  contact: contactAnswer.nullish(),
  website: z.string().nullish(),
  pictureAsset: assetAnswer,
  logoAsset: assetAnswer,
  bankDetails: z.string().nullish(),
  billing: billingProfile.nullish(),
  welcome: text.nullish(),
  never: text.nullish(),
  answersWithinDays: z.number().nullish(),
  closedUntil: z.string().nullish(),
  closedReason: text.nullish(),
});

const FIELDS = `description { en zh } labels { code title { en zh } text { en zh } } website contact { email telephone name postalAddress }
  pictureAsset { id } logoAsset { id } bankDetails
  billing { legalName taxNumber vatId address { street city postcode country } account { iban number bic bankName holder } email }
  welcome { en zh } never { en zh } answersWithinDays
  closedUntil closedReason { en zh }`;

/**
 * What an organization says of itself, as an input that changes nothing: what is not said is left out, and so is what the reader may not
 * see, such as its bank details.
 */
export async function readProfile(api: GraphqlClient, organizationId: string): Promise<ProfileInput> {
  const { organization } = await api.request({
    query: `query ($id: ID!) { organization(id: $id) { ${FIELDS} } }`,
    variables: { id: organizationId },
    answer: z.object({ organization: ProfileAnswer }),
  });
  const { pictureAsset, logoAsset, ...said } = organization;
  const profile = { ...said, pictureAsset: pictureAsset?.id, logoAsset: logoAsset?.id };
  return Object.fromEntries(Object.entries(profile).filter(([, value]) => value != null));
}

/**
 * Changes what an organization says of itself. The platform replaces description and labels; here they stay too when they are left out.
 * @throws RefusedError with the field at fault
 */
export async function updateProfile(
  api: GraphqlClient,
  organizationId: string,
  input: ProfileInput,
): Promise<void> {
  const { description, labels } = await readProfile(api, organizationId);
  await api.request({
    query: `mutation ($id: ID!, $input: ProfileInput!) { updateProfile(organizationId: $id, input: $input) { id } }`,
    variables: { id: organizationId, input: { description, labels, ...input } },
    answer: z.object({ updateProfile: z.object({ id: z.string() }) }),
    isRepeatable: true,
  });
}

/** @throws ArgumentError naming the member that a profile has not, or that is of another type */
export function parseProfileInput(value: unknown, argument: string): ProfileInput {
  const parsed = ProfileInputShape.safeParse(value);
  if (!parsed.success) throw new ArgumentError(argument, z.prettifyError(parsed.error));
  return parsed.data;
}
