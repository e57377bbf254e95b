import { Search } from 'lucide-react';
import { type SubmitEvent, useState } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { useText } from '../lib/language/text.ts';
import css from './header.module.css';
import { searchAddress } from './search-address.ts';
import { appText } from './text.ts';

/** The one search: from any page into the catalog; in the catalog, within what is chosen there. */
export function SearchBox() {
  const t = useText(appText);
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [params] = useSearchParams();
  const isCatalog = pathname === '/catalog';
  const searched = isCatalog ? (params.get('text') ?? '') : '';
  const [text, setText] = useState(searched);
  const [shown, setShown] = useState(searched);
  // Back, or a filter taken away, also changes what is searched for.
  if (shown !== searched) {
    setShown(searched);
    setText(searched);
  }
  const search = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    void navigate(searchAddress(text, isCatalog ? params : new URLSearchParams()));
  };
  return (
    <form role="search" className={css['search']} onSubmit={search}>
      <input
        type="search"
        name="text"
        aria-label={t('search')}
        placeholder={t('searchHint')}
        enterKeyHint="search"
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <button type="submit" aria-label={t('searchButton')}>
        <Search size={18} aria-hidden="true" />
      </button>
    </form>
  );
}
