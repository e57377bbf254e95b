import { Bookmark } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import { Button } from '../../../../components/forms/button.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { useSession } from '../../../../lib/session/session.tsx';
import { type CatalogState, type Condition, filterOf } from '../../model/catalog-state.ts';
import { useSavedSearchActs } from '../../model/use-saved-searches.ts';
import { savedText } from '../../words/saved-text.ts';
import css from './saved-searches.module.css';

interface SaveSearchProps {
  readonly state: CatalogState;
  labelOf(condition: Condition): string;
}

const NameSheet = lazy(async () => ({ default: (await import('./name-sheet.tsx')).NameSheet }));

const MAX_NAME = 100;

/** Keeps what is chosen, for whoever is signed in. */
export function SaveSearch({ state, labelOf }: SaveSearchProps) {
  const t = useText(savedText);
  const { me } = useSession();
  const acts = useSavedSearchActs();
  const [isOpen, setIsOpen] = useState(false);
  const [saved, setSaved] = useState<{ readonly name: string; readonly state: CatalogState } | null>(null);
  if (me === null || state.conditions.length === 0) return null;
  return (
    <div className={css['save']}>
      <Button kind="quiet" onPress={() => setIsOpen(true)}>
        <Bookmark size={16} aria-hidden="true" />
        {t('save')}
      </Button>
      <p role="status">
        {saved !== null && saved.state === state && (
          <>
            {t('saved', { name: saved.name })} <Link to="/searches">{t('toSaved')}</Link>
          </>
        )}
      </p>
      {isOpen && (
        <Suspense fallback={null}>
          <NameSheet
            title={t('save')}
            name={suggestedName(state, labelOf)}
            keep={async (name) => {
              await acts.save(name, filterOf(state));
              setSaved({ name, state });
            }}
            onClose={() => setIsOpen(false)}
          />
        </Suspense>
      )}
    </div>
  );
}

/** The words, then the filters. */
function suggestedName({ conditions }: CatalogState, labelOf: SaveSearchProps['labelOf']): string {
  const words = conditions.filter(({ name }) => name === 'text').map(({ value }) => value);
  const filters = conditions.filter(({ name }) => name !== 'text').map(labelOf);
  return Array.from([...words, ...filters].join(' · '))
    .slice(0, MAX_NAME)
    .join('');
}
