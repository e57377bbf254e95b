import { graphql, type ResultOf } from '../session/graphql.ts';

export const AGREEMENT = graphql(`
  fragment AgreementFields on LicenseAgreement @_unmask {
    sha256
    bytes
    mediaType
    name {
      en
      zh
    }
  }
`);

/** A license agreement as the platform tells it: a language that is not there is null. */
export type ToldAgreement = ResultOf<typeof AGREEMENT>;
