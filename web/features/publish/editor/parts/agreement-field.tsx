import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { LicenseAgreement } from '@lanran/protocol/licensing/license-agreement';
import { SelectField } from '../../../../components/forms/select-field.tsx';
import { AgreementLink } from '../../../../lib/agreements/agreement-link.tsx';
import { asSigned } from '../../../../lib/agreements/named-agreement.ts';
import { ownAgreementsQuery } from '../../../../lib/agreements/own-agreements.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { pickText } from '../../../../lib/session/api.ts';
import { formText } from '../words/form-text.ts';
import { publishText } from '../words/text.ts';
import css from './form.module.css';

/** Not a hash. */
const NONE = 'none';

interface AgreementFieldProps {
  readonly organizationId: string;
  readonly value: LicenseAgreement | null;
  readonly error: string | undefined;
  onChange(value: LicenseAgreement | null): void;
}

/** Which of the organization's license agreements the version names; the one that it names already is among them. */
export function AgreementField({ organizationId, value, error, onChange }: AgreementFieldProps) {
  const t = useText(formText);
  const words = useText(publishText);
  const { language } = useLanguage();
  const { data = [] } = useQuery(ownAgreementsQuery(organizationId));
  const listed = data.map(({ agreement }) => asSigned(agreement));
  const isListed = listed.some(({ sha256 }) => sha256 === value?.sha256);
  const all = value === null || isListed ? listed : [value, ...listed];
  const nameOf = ({ name: { en, zh } }: LicenseAgreement) =>
    pickText({ en: en ?? null, zh: zh ?? null }, language)?.text ?? '';
  return (
    <div>
      <SelectField
        label={words('field.agreement')}
        hint={t('agreementHint')}
        value={value?.sha256 ?? NONE}
        choices={[
          { value: NONE, label: t('agreementNone') },
          ...all.map((agreement) => ({ value: agreement.sha256, label: nameOf(agreement) })),
        ]}
        onChange={(chosen) => onChange(all.find(({ sha256 }) => sha256 === chosen) ?? null)}
        error={error}
      />
      <p className={`${css['hint'] ?? ''} ${css['chosen'] ?? ''}`}>
        {value !== null && <AgreementLink agreement={value} />}{' '}
        <Link to={`/institution/${organizationId}/profile#agreements`}>{t('agreementsHere')}</Link>
      </p>
    </div>
  );
}
