import { agreementPath } from '@lanran/protocol/licensing/license-agreement';
import { AgreementName } from './agreement-name.tsx';
import type { NamedAgreement } from './named-agreement.ts';

/** Which text it is; its name opens it. */
export function AgreementLink({ agreement }: { readonly agreement: NamedAgreement }) {
  return (
    <AgreementName
      agreement={agreement}
      linked={(name) => (
        <a href={agreementPath(agreement)} target="_blank" rel="noreferrer">
          {name}
        </a>
      )}
    />
  );
}
