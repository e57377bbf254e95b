import { Link } from 'react-router';
import { Picture } from '../../../../components/facts/picture.tsx';
import { Localized } from '../../../../components/facts/localized.tsx';
import { Button } from '../../../../components/forms/button.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { BeforeYouAsk } from '../../../../lib/profiles/before-you-ask.tsx';
import { pickText } from '../../../../lib/session/api.ts';
import type { AskedAsset } from '../../model/documents.ts';
import type { Letter } from '../../model/letters.ts';
import { askText } from '../../words/ask-text.ts';
import css from '../requests.module.css';

interface LettersProps {
  readonly letters: readonly Letter[];
  readonly canLeaveOut: boolean;
  onLeaveOut(assets: readonly AskedAsset[]): void;
}

/** To whom it goes: one letter for each pair of holder and community. */
export function Letters({ letters, canLeaveOut, onLeaveOut }: LettersProps) {
  const t = useText(askText);
  return (
    <section aria-labelledby="letters-title" className={css['part']}>
      <h2 id="letters-title">{t('lettersTitle', { count: letters.length })}</h2>
      {letters.map((letter) => (
        <LetterPreview
          key={letter.key}
          letter={letter}
          onLeaveOut={canLeaveOut ? () => onLeaveOut(letter.assets) : null}
        />
      ))}
      <BeforeYouAsk of={letters.flatMap(({ community, holder }) => [community, holder]).map(withoutDoor)} />
    </section>
  );
}

/** Each letter says itself which door is closed to it. */
function withoutDoor(party: Letter['holder'] | Letter['community']) {
  return party === null ? null : { ...party, closedUntil: null, closedReason: null };
}

interface LetterPreviewProps {
  readonly letter: Letter;
  readonly onLeaveOut: (() => void) | null;
}

function LetterPreview({ letter, onLeaveOut }: LetterPreviewProps) {
  const t = useText(askText);
  const { day, list } = useFormats();
  const { language } = useLanguage();
  const nameOf = ({ name, slug }: Pick<Letter['holder'], 'name' | 'slug'>) =>
    pickText(name, language)?.text ?? slug;
  const { holder, community, assets, obstacle } = letter;
  return (
    <article className={css['letter']}>
      <h3>{list([holder, ...(community === null ? [] : [community])].map(nameOf))}</h3>
      <ul role="list" className={css['assets']}>
        {assets.map(({ id, title, cover }) => (
          <li key={id}>
            <span className={css['thumb']}>
              <Picture file={cover} alt="" sizes="5rem" fallback={<span className={css['cloth']} />} />
            </span>
            <Link to={`/assets/${id}`}>
              <Localized text={title} />
            </Link>
          </li>
        ))}
      </ul>
      {obstacle !== null && (
        <Notice tone="refused">
          {obstacle.kind === 'closed' ? (
            <>
              <p>{t('closed', { who: nameOf(obstacle.by), day: day(obstacle.until) })}</p>
              {obstacle.by.closedReason !== null && (
                <p className={css['text']}>
                  <Localized text={obstacle.by.closedReason} />
                </p>
              )}
            </>
          ) : (
            <p>{t(obstacle.kind)}</p>
          )}
          {onLeaveOut !== null && (
            <div>
              <Button onPress={onLeaveOut}>{t('leaveOut')}</Button>
            </div>
          )}
        </Notice>
      )}
    </article>
  );
}
