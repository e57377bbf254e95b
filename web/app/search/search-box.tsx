import { Search, X } from 'lucide-react';
import { type ChangeEvent, type SubmitEvent, useId, useRef, useState } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { CATALOG_PATH } from '../../lib/catalog/catalog-address.ts';
import { textFaultText } from '../../lib/catalog/text-fault-text.ts';
import { textFaultOf } from '../../lib/catalog/text-fault.ts';
import { useLanguage } from '../../lib/language/language.tsx';
import { useText } from '../../lib/language/text.ts';
import { searchAddress } from './search-address.ts';
import css from './search-box.module.css';
import { searchText } from './search-text.ts';
import { SuggestionList } from './suggestion-list.tsx';
import { suggestionAddress, wordsOf } from './suggestions.ts';
import { useCombobox } from './use-combobox.ts';
import { useSuggestions } from './use-suggestions.ts';

/** The one search: from any page into the catalog; in the catalog, within what is chosen there. */
export function SearchBox() {
  const t = useText(searchText);
  const { language } = useLanguage();
  const navigate = useNavigate();
  const isCatalog = useLocation().pathname === CATALOG_PATH;
  const [params] = useSearchParams();
  const chosen = isCatalog ? params : new URLSearchParams();
  const box = useSearchedText(chosen.get('text') ?? '');
  const { text, show } = box;
  const [isFocused, setIsFocused] = useState(false);
  const [isComposing, setIsComposing] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const suggestions = useSuggestions({ text, isFocused, isComposing });
  const choose = (at: number) => {
    const suggestion = suggestions[at];
    if (suggestion === undefined) return;
    show(wordsOf(suggestion, language) ?? '');
    combobox.close();
    void navigate(suggestionAddress(suggestion, language, chosen));
  };
  const combobox = useCombobox({ count: suggestions.length, choose });
  const fault = textFaultOf(text);
  const search = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    combobox.close();
    if (fault === null) void navigate(searchAddress(text, chosen));
  };
  const type = ({ target }: ChangeEvent<HTMLInputElement>) => {
    show(target.value);
    combobox.open();
  };
  const faultId = useId();
  return (
    <form role="search" className={css['search']} onSubmit={search}>
      <div className={css['box']}>
        <input
          ref={input}
          type="text"
          inputMode="search"
          enterKeyHint="search"
          name="text"
          aria-label={t('search')}
          aria-invalid={fault !== null}
          aria-describedby={fault === null ? undefined : faultId}
          placeholder={t('hint')}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck="false"
          value={text}
          onChange={type}
          onCompositionStart={() => setIsComposing(true)}
          onCompositionEnd={() => setIsComposing(false)}
          onFocus={() => setIsFocused(true)}
          onBlur={() => {
            setIsFocused(false);
            combobox.close();
          }}
          {...combobox.input}
        />
        {text !== '' && (
          <button
            type="button"
            className={css['clear']}
            aria-label={t('clear')}
            onClick={() => {
              show('');
              input.current?.focus();
            }}
          >
            <X size={16} aria-hidden="true" />
          </button>
        )}
        <button type="submit" className={css['submit']} aria-label={t('button')}>
          <Search size={18} aria-hidden="true" />
        </button>
      </div>
      {combobox.isOpen && (
        <SuggestionList
          id={combobox.listId}
          suggestions={suggestions}
          active={combobox.active}
          optionId={combobox.optionId}
          choose={choose}
        />
      )}
      <span role="status" className={css['hidden']}>
        {combobox.isOpen ? t('found', { count: suggestions.length }) : ''}
      </span>
      <TextFaultNote id={faultId} text={text} />
    </form>
  );
}

/** What is in the box. Back, or a filter taken away, also changes what is searched for. */
function useSearchedText(searched: string) {
  const [text, show] = useState(searched);
  const [shown, setShown] = useState(searched);
  if (shown !== searched) {
    setShown(searched);
    show(searched);
  }
  return { text, show };
}

function TextFaultNote({ id, text }: { readonly id: string; readonly text: string }) {
  const t = useText(textFaultText);
  const fault = textFaultOf(text);
  return (
    <p id={id} role="alert" className={css['fault']} hidden={fault === null}>
      {fault !== null && t(fault)}
    </p>
  );
}
