import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { ButtonLink } from '../../../components/forms/button.tsx';
import { TextField } from '../../../components/forms/field.tsx';
import { Page } from '../../../components/page/page.tsx';
import { CONCEPTS_PATH, readVocabulary } from '../../../lib/concepts/concept-address.ts';
import { useSession } from '../../../lib/session/session.tsx';
import { useText } from '../../../lib/language/text.ts';
import { proposersOf } from '../model/proposers.ts';
import { ConceptTree } from '../parts/concept-tree.tsx';
import css from '../parts/concepts.module.css';
import { Downloads } from '../parts/downloads.tsx';
import { FoundConcepts } from '../parts/found-concepts.tsx';
import { VocabularyNav } from '../parts/vocabulary-nav.tsx';
import { VocabularyOverview } from '../parts/vocabulary-overview.tsx';
import { conceptsText } from '../words/text.ts';

const QUIET_MS = 200;
const MAX_TEXT = 200;

/** Every vocabulary: to be looked through from the top, or searched. What is shown stands in the address. */
export function ConceptsPage() {
  const t = useText(conceptsText);
  const { me } = useSession();
  const [params, setParams] = useSearchParams();
  const vocabulary = readVocabulary(params.get('vocabulary'));
  const text = (params.get('text') ?? '').trim().slice(0, MAX_TEXT);
  const find = (typed: string) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (typed === '') next.delete('text');
        else next.set('text', typed);
        return next;
      },
      { replace: true },
    );
  const canPropose = proposersOf(me).length > 0;
  return (
    <Page
      title={t('title')}
      lead={<p>{t('lead')}</p>}
      actions={
        me === null ? undefined : (
          <>
            {canPropose && (
              <ButtonLink
                to={`${CONCEPTS_PATH}/new${vocabulary === null ? '' : `?vocabulary=${vocabulary}`}`}
              >
                {t('propose')}
              </ButtonLink>
            )}
            {canPropose && <ButtonLink to={`${CONCEPTS_PATH}/import`}>{t('importFile')}</ButtonLink>}
            <ButtonLink to={`${CONCEPTS_PATH}/proposals`}>{t('proposals')}</ButtonLink>
          </>
        )
      }
    >
      <VocabularyNav chosen={vocabulary} text={text} />
      <FindField text={text} onFind={find} />
      {text !== '' && <FoundConcepts vocabulary={vocabulary} text={text} />}
      {text === '' && vocabulary !== null && <ConceptTree key={vocabulary} vocabulary={vocabulary} />}
      {text === '' && vocabulary === null && <VocabularyOverview />}
      <Downloads path={CONCEPTS_PATH} query={vocabulary === null ? '' : `?vocabulary=${vocabulary}`} />
    </Page>
  );
}

interface FindFieldProps {
  /** What the address has. */
  readonly text: string;
  onFind(text: string): void;
}

/** Searches when the hand rests. */
function FindField({ text, onFind }: FindFieldProps) {
  const t = useText(conceptsText);
  const [typed, setTyped] = useState(text);
  const [shown, setShown] = useState(text);
  const [asked, setAsked] = useState(text);
  if (shown !== text) {
    setShown(text);
    // Back, or a link, changed what is searched for.
    if (text !== asked) setTyped(text);
  }
  useEffect(() => {
    const wanted = typed.trim();
    if (wanted === text) return undefined;
    const timer = setTimeout(() => {
      setAsked(wanted);
      onFind(wanted);
    }, QUIET_MS);
    return () => clearTimeout(timer);
  }, [typed, text, onFind]);
  return (
    <div className={css['find']}>
      <TextField
        label={t('filter')}
        hint={t('filterHint')}
        type="search"
        maxLength={MAX_TEXT}
        value={typed}
        onChange={setTyped}
      />
    </div>
  );
}
