import { Search } from 'lucide-react';
import { type SyntheticEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { useText } from '../../lib/text.ts';
import css from './catalog-page.module.css';
import { withCondition } from './catalog-state.ts';
import { catalogText } from './text.ts';
import type { CatalogChoice } from './use-catalog.ts';

/** Searches within what is chosen; the header's search begins anew. */
export function CatalogSearch({ choice }: { readonly choice: CatalogChoice }) {
  const t = useText(catalogText);
  const { state, change } = choice;
  const [text, setText] = useState(() => state.conditions.find(({ name }) => name === 'text')?.value ?? '');
  const search = (event: SyntheticEvent) => {
    event.preventDefault();
    const others = { ...state, conditions: state.conditions.filter(({ name }) => name !== 'text') };
    change(text.trim() === '' ? others : withCondition(others, { name: 'text', value: text.trim() }));
  };
  return (
    <form role="search" aria-label={t('searchLabel')} className={css['search']} onSubmit={search}>
      <TextField label={t('searchLabel')} hint={t('search')} type="search" value={text} onChange={setText} />
      <Button type="submit">
        <Search size={18} aria-hidden="true" />
        {t('find')}
      </Button>
    </form>
  );
}
