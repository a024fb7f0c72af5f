// The panel: toolbar, keys, list, detail.
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { toggled, wordsOf } from '../filter.ts';
import type { Model } from '../model.ts';
import { withSaved } from '../../core/preferences.ts';
import { type Act, actOf } from '../../core/shortcuts.ts';
import { label } from '../speak.ts';
import { useMarks } from '../marks.ts';
import { Announcer } from './Announcer.tsx';
import { Detail, close } from './detail/Detail.tsx';
import { useOpenFile } from '../files/desk-context.ts';
import { DropZone } from './files/DropZone.tsx';
import { FileEmpty } from './files/FileEmpty.tsx';
import { FileLine } from './files/FileLine.tsx';
import { useFocusAfter } from './focus-after.ts';
import { Footer } from './Footer.tsx';
import { Help } from './Help.tsx';
import { IncidentLine } from './IncidentLine.tsx';
import { KeyStrip } from './keys/KeyStrip.tsx';
import { List } from './list/List.tsx';
import { PassingButton } from './PassingButton.tsx';
import { SelfCheck } from './SelfCheck.tsx';
import { SiteLine } from './SiteLine.tsx';
import { Split } from './Split.tsx';
import { Toolbar } from './Toolbar.tsx';

interface Props {
  model: Model;
  /** Plays the demo; left out inside of it. */
  onDemo?: () => void;
  /** A line over all, of what is shown. */
  children?: ComponentChildren;
}

export function Panel({ model, onDemo, children }: Props) {
  const isHelpOpen = useSignal(false);
  const file = useOpenFile();
  const root = useRef<HTMLDivElement>(null);
  useShortcuts(model, () => (isHelpOpen.value = true));
  // Another panel takes its place: of a file, of the demo, of what is recorded.
  useFocusAfter(root, '.files button');
  useMarks(root, wordsOf(model.list.terms.value));
  const row = model.selected.value;
  return (
    <div ref={root} class="panel" data-has-detail={row !== null} data-source={file?.kind ?? 'live'}>
      {children}
      <Toolbar model={model} onHelp={() => (isHelpOpen.value = true)} />
      {model.connected.value ? null : (
        <p class="banner" role="alert" data-testid="disconnected">
          {label('panel.disconnected')}
        </p>
      )}
      <UnwatchedLine model={model} />
      <FileLine />
      <IncidentLine model={model} />
      <KeyStrip model={model} />
      <Split
        model={model}
        list={<Content model={model} {...(onDemo && { onDemo })} />}
        detail={row === null ? null : <Detail row={row} model={model} />}
      />
      <Footer model={model} />
      {file === null ? <Announcer model={model} /> : null}
      <DropZone />
      {isHelpOpen.value ? <Help model={model} onClose={() => (isHelpOpen.value = false)} /> : null}
    </div>
  );
}

/** Said above the list; an empty list says it in its self-check. */
function UnwatchedLine({ model }: { model: Model }) {
  const isSaid = model.connected.value && model.siteGranted.value === false && model.allRows.value.length > 0;
  return isSaid ? <SiteLine model={model} /> : null;
}

function Content({ model, onDemo }: Pick<Props, 'model' | 'onDemo'>) {
  const { rows, pendingRows } = model.list;
  const file = useOpenFile();
  if (rows.value.length > 0 || pendingRows.value.length > 0) return <List model={model} />;
  if (!model.ready.value) return <div class="empty" />;
  if (file !== null && model.allRows.value.length === 0) return <FileEmpty open={file} />;
  if (model.allRows.value.length === 0) return <SelfCheck model={model} {...(onDemo && { onDemo })} />;
  return (
    <div class="empty" tabIndex={-1} data-testid="no-match">
      <p>{label('panel.no-match')}</p>
      <PassingButton next={['.search']} onClick={() => (model.query.value = '')}>
        {label('panel.filter-off')}
      </PassingButton>
    </div>
  );
}

function useShortcuts(model: Model, openHelp: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const { key, ctrlKey, metaKey, altKey, target } = event;
      // A menu has its keys for itself.
      if (document.querySelector('.menu:popover-open')) return;
      // Escape first takes away what a line reads out: the line does it.
      if (key === 'Escape' && document.querySelector('.timeline-says')) return;
      // So has a dialog.
      if (document.querySelector('dialog')) return;
      const isTyping = isField(target);
      const { singleKeys, keys } = model.preferences.peek();
      const act = actOf({ key, ctrlKey, metaKey, altKey, isTyping }, singleKeys, keys);
      // The search field has Escape for itself; a field has the other keys.
      if (act === null || (isTyping && (act !== 'back' || target.matches('.search')))) return;
      if (act === 'back' && !isTyping && model.selected.peek() === null) return;
      event.preventDefault();
      event.stopPropagation();
      if (isTyping) leave(target);
      else carryOut(act, model, openHelp);
    };
    // Before Chromium's own listener in the page, which hands Escape to DevTools (it opens the drawer).
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [model]);
}

const isField = (target: EventTarget | null): target is HTMLElement =>
  target instanceof HTMLElement && target.matches('input:not([type="checkbox"]), textarea, select');

/** Out of a field, to the part that it stands in; from the toolbar to the list. */
function leave(field: HTMLElement): void {
  field.blur();
  (field.closest<HTMLElement>('[tabindex]') ?? document.querySelector<HTMLElement>('.row[tabindex="0"]'))?.focus();
}

const focus = (selector: string): void => document.querySelector<HTMLElement>(selector)?.focus();

function carryOut(act: Act, model: Model, openHelp: () => void): void {
  const { query } = model;
  switch (act) {
    case 'next':
      return model.list.step(1);
    case 'previous':
      return model.list.step(-1);
    case 'find':
      return focus('.search');
    case 'back':
      return close(model);
    case 'detail':
      return focus('.detail');
    case 'list':
      return focus('.row[tabindex="0"]');
    case 'scope':
      return void (model.scope.value = model.tabId === null || model.scope.peek() === 'tab' ? 'all' : 'tab');
    case 'polling':
      return void (query.value = toggled(query.peek(), 'is', 'polling', true));
    case 'waiting':
      return void (query.value = toggled(query.peek(), 'verdict', 'wait'));
    case 'newest':
      return document.querySelector<HTMLElement>('.fresh')?.click();
    case 'save':
      return model.savePreferences({ saved: withSaved(model.preferences.peek().saved, query.peek()) });
    case 'help':
      return openHelp();
  }
}
