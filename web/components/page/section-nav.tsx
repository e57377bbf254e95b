import { useEffect, useRef } from 'react';
import { NavLink, useLocation } from 'react-router';
import css from './section-nav.module.css';

export interface Section {
  readonly to: string;
  readonly label: string;
  /** Only at exactly this address is it the current one. */
  readonly isExact?: boolean;
}

interface SectionNavProps {
  /** What screen readers call it. */
  readonly label: string;
  readonly sections: readonly Section[];
}

/** The pages of a desk. Where they don't fit in one row they can be scrolled, and the current one is in sight. */
export function SectionNav({ label, sections }: SectionNavProps) {
  const list = useRef<HTMLUListElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    const current = list.current?.querySelector<HTMLElement>('[aria-current]')?.parentElement;
    if (list.current === null || current == null) return;
    const middle = (list.current.clientWidth - current.offsetWidth) / 2;
    list.current.scrollLeft = current.offsetLeft - list.current.offsetLeft - middle;
  }, [pathname]);
  return (
    <nav aria-label={label} className={css['nav']}>
      <ul role="list" ref={list}>
        {sections.map(({ to, label: name, isExact = false }) => (
          <li key={to}>
            <NavLink to={to} end={isExact}>
              {name}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
