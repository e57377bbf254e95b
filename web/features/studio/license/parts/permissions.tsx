import { bitsOf, MEDIA } from '@lanran/protocol/licensing/media';
import { permissionsOf, type Verdict } from '@lanran/protocol/licensing/permissions';
import { RIGHTS, rightsBits } from '@lanran/protocol/licensing/rights';
import { StateMark, type Tone } from '../../../../components/page/notice.tsx';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { licenseText } from '../words/license-text.ts';
import css from './license-page.module.css';

interface PermissionsProps {
  readonly license: {
    readonly media: readonly string[];
    readonly rights: readonly string[];
    readonly exclusive: boolean;
  };
}

const TONES: readonly (readonly [Verdict, Tone])[] = [
  ['ALLOWED', 'live'],
  ['ASK', 'unknown'],
  ['NOT_ALLOWED', 'refused'],
];

/** What the license allows and what not, in the words of its certificate. */
export function Permissions({ license: { media, rights, exclusive } }: PermissionsProps) {
  const t = useText(licenseText);
  const { language } = useLanguage();
  const permissions = permissionsOf({
    media: bitsOf(MEDIA.filter((medium) => media.includes(medium))),
    rights: rightsBits(RIGHTS.filter((right) => rights.includes(right))),
    exclusive,
  });
  return (
    <section className={css['section']} aria-labelledby="permissions">
      <h2 id="permissions">{t('permissionsTitle')}</h2>
      {TONES.map(([verdict, tone]) => (
        <div key={verdict}>
          <StateMark tone={tone}>{t(`permissions.${verdict}`)}</StateMark>
          <ul>
            {permissions
              .filter((each) => each.verdict === verdict)
              .map(({ text }) => (
                <li key={text.en}>{text[language]}</li>
              ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
