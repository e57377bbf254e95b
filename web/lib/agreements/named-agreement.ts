import type { LicenseAgreement } from '@lanran/protocol/licensing/license-agreement';
import type { ToldAgreement } from './fragments.ts';

/** Which text a version names, as the platform tells it or as a statement proves it. */
export type NamedAgreement = ToldAgreement | LicenseAgreement;

/** Of the same form as it is signed: a language that is not there is left out. */
export function asSigned({ sha256, bytes, mediaType, name }: ToldAgreement): LicenseAgreement {
  const { en, zh } = name;
  return {
    sha256,
    bytes,
    // The platform takes no other; what is signed is parsed again.
    mediaType: mediaType as LicenseAgreement['mediaType'],
    name: { ...(en !== null && { en }), ...(zh !== null && { zh }) },
  };
}
