import { useState } from 'react';
import { Link } from 'react-router';
import { Button } from '../../../../components/forms/button.tsx';
import { catalogAddress } from '../../../../lib/catalog/catalog-address.ts';
import { useText } from '../../../../lib/language/text.ts';
import { writeCatalogState } from '../../model/catalog-state.ts';
import { conditionsOf } from '../../model/filter-conditions.ts';
import type { SavedSearch } from '../../model/saved-search-documents.ts';
import { useConditionLabels } from '../../model/use-condition-labels.ts';
import { savedText } from '../../words/saved-text.ts';
import { NameSheet } from './name-sheet.tsx';
import css from './saved-searches.module.css';

interface SavedSearchRowProps {
  readonly search: SavedSearch;
  readonly isBusy: boolean;
  rename(name: string): Promise<void>;
  remove(): void;
}

export function SavedSearchRow({ search, isBusy, rename, remove }: SavedSearchRowProps) {
  const t = useText(savedText);
  const [isRenaming, setIsRenaming] = useState(false);
  const { name, assetCount } = search;
  const state = { conditions: conditionsOf(search.filter), sort: null };
  const labelOf = useConditionLabels(state, null);
  return (
    <li className={css['row']}>
      <div className={css['what']}>
        <h2>
          <Link to={catalogAddress(writeCatalogState(state))}>{name}</Link>
        </h2>
        <p>{assetCount === null ? t('noCount') : t('count', { count: assetCount })}</p>
        <p className={css['soft']}>{state.conditions.map(labelOf).join(' · ')}</p>
      </div>
      <div className={css['acts']}>
        <Button aria-label={t('renameOf', { name })} onPress={() => setIsRenaming(true)}>
          {t('rename')}
        </Button>
        <Button aria-label={t('removeOf', { name })} onPress={remove} isDisabled={isBusy}>
          {t('remove')}
        </Button>
      </div>
      {isRenaming && (
        <NameSheet
          title={t('renameOf', { name })}
          name={name}
          keep={rename}
          onClose={() => setIsRenaming(false)}
        />
      )}
    </li>
  );
}
