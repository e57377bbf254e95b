import type { ReactNode } from 'react';
import { Localized } from '../../components/facts/localized.tsx';
import { useFormats } from '../language/format.ts';
import { useText } from '../language/text.ts';
import { agreementText } from './agreement-text.ts';
import css from './agreements.module.css';
import type { NamedAgreement } from './named-agreement.ts';

const TYPES: Readonly<Record<string, 'pdf' | 'text' | 'markdown'>> = {
  'application/pdf': 'pdf',
  'text/plain': 'text',
  'text/markdown': 'markdown',
};

interface AgreementNameProps {
  readonly agreement: NamedAgreement;
  /** Around the name. */
  linked?(name: ReactNode): ReactNode;
}

/** Which text it is: name, kind, size and hash. */
export function AgreementName({ agreement, linked = (name) => name }: AgreementNameProps) {
  const t = useText(agreementText);
  const formats = useFormats();
  const { name, bytes, mediaType, sha256 } = agreement;
  const type = TYPES[mediaType];
  return (
    <span className={css['agreement']}>
      {linked(<Localized text={{ en: name.en ?? null, zh: name.zh ?? null }} />)}{' '}
      <span className={css['soft']}>
        {t('details', {
          type: type === undefined ? mediaType : t(`type.${type}`),
          size: formats.bytes(bytes),
        })}
      </span>
      <span className={css['hash']}>
        {t('hash')} <code>{sha256}</code>
      </span>
    </span>
  );
}
