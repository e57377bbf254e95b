import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/first-paint.css';
import { startTransition, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { loadShownPage } from './load-shown-page.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element "root".');
// What the server has drawn stays until the page can be drawn whole.
if (root.childElementCount > 0) await loadShownPage();
// A transition is rendered in slices, between which the page answers.
const client = createRoot(root);
startTransition(() =>
  client.render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
);
