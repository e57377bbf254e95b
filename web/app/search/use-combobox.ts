import { type KeyboardEvent, useId, useState } from 'react';

interface ComboboxOptions {
  /** Of all options that there are at present. */
  readonly count: number;
  choose(at: number): void;
}

/** The keys of a combobox with a list below it (ARIA 1.2): arrows, Enter, Escape. Typing stays in the box. */
export function useCombobox({ count, choose }: ComboboxOptions) {
  const id = useId();
  const [isWanted, setIsWanted] = useState(false);
  const [chosen, setChosen] = useState<number | null>(null);
  const isOpen = isWanted && count > 0;
  const active = isOpen && chosen !== null && chosen < count ? chosen : null;
  const optionId = (at: number) => `${id}-${at}`;

  const open = () => {
    setIsWanted(true);
    setChosen(null);
  };
  const close = () => {
    setIsWanted(false);
    setChosen(null);
  };
  /** Past either end is the box itself. */
  const move = (by: 1 | -1) => {
    setIsWanted(true);
    const place = active === null ? (by === 1 ? 0 : count - 1) : active + by;
    setChosen(place < 0 || place >= count ? null : place);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Keys of an input method choose characters.
    // oxlint-disable-next-line typescript/no-deprecated -- Safari says it by the code alone
    if (event.nativeEvent.isComposing || event.keyCode === COMPOSING) return;
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && count > 0) {
      event.preventDefault();
      move(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      close();
    } else if (event.key === 'Enter' && active !== null) {
      event.preventDefault();
      choose(active);
    }
  };
  return {
    isOpen,
    active,
    open,
    close,
    optionId,
    listId: `${id}-list`,
    input: {
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-expanded': isOpen,
      'aria-controls': isOpen ? `${id}-list` : undefined,
      'aria-activedescendant': active === null ? undefined : optionId(active),
      onKeyDown,
    },
  } as const;
}

/** `keyCode` of a key that an input method takes. */
const COMPOSING = 229;
