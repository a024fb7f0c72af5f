// The filter field with its suggestions, how many rows it holds for, previous and next, saved filters.
import { useComputed, useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Model } from '../../model.ts';
import { withSaved } from '../../../core/preferences.ts';
import { label, speak } from '../../speak.ts';
import { type Suggestion, suggest } from '../../suggest.ts';
import { Icon } from '../Icon.tsx';

export function FindBar({ model }: { model: Model }) {
  return (
    <search class="find">
      <Field model={model} />
      {model.query.value.trim() === '' ? null : <Matches model={model} />}
      <Saved model={model} />
    </search>
  );
}

function Field({ model }: { model: Model }) {
  const isOpen = useSignal(false);
  const active = useSignal(-1);
  const input = useRef<HTMLInputElement>(null);
  const offered = useComputed<Suggestion[]>(() =>
    isOpen.value ? suggest(model.query.value, [...model.list.subjects.value.values()], model.now.peek()) : [],
  );
  const take = ({ query }: Suggestion): void => {
    model.query.value = query.endsWith(':') ? query : `${query} `;
    active.value = -1;
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const count = offered.value.length;
    if (event.key === 'Escape') {
      if (count > 0) isOpen.value = false;
      else if (model.query.value !== '') model.query.value = '';
      else document.querySelector<HTMLElement>('.row[tabindex="0"]')?.focus();
      event.stopPropagation();
      event.preventDefault();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (count === 0) return void (event.key === 'ArrowDown' && model.list.step(1));
      const by = event.key === 'ArrowDown' ? 1 : -1;
      active.value = (active.value + by + count + (active.value < 0 && by < 0 ? 1 : 0)) % count;
    } else if (event.key === 'Enter') {
      const suggestion = offered.value[active.value];
      if (suggestion) return take(suggestion);
      // As in every search: the next match is shown, and the words can be changed.
      model.list.step(event.shiftKey ? -1 : 1, false);
    }
  };
  const isShown = offered.value.length > 0;
  return (
    <div class="field">
      <Icon name="search" />
      <input
        ref={input}
        class="search"
        type="text"
        inputMode="search"
        role="combobox"
        spellcheck={false}
        autocomplete="off"
        data-testid="search"
        placeholder={label('panel.search')}
        aria-label={label('panel.search.label')}
        aria-expanded={isShown}
        aria-controls="suggestions"
        aria-autocomplete="list"
        aria-activedescendant={isShown && active.value >= 0 ? `suggestion-${active.value}` : undefined}
        value={model.query.value}
        onInput={({ currentTarget }) => {
          model.query.value = currentTarget.value;
          isOpen.value = true;
          active.value = -1;
        }}
        onBlur={() => (isOpen.value = false)}
        onKeyDown={onKeyDown}
      />
      <ul id="suggestions" class="suggestions" role="listbox" aria-label={label('find.suggestions')} hidden={!isShown}>
        {offered.value.map((suggestion, place) => (
          // Keys are taken by the field; a press must not take the focus from it.
          <li
            key={suggestion.text}
            id={`suggestion-${place}`}
            role="option"
            aria-selected={place === active.value}
            onPointerDown={(event) => {
              event.preventDefault();
              take(suggestion);
            }}
          >
            <code>{suggestion.text}</code>
            <span class="quiet">{suggestion.count ?? label(`find.name.${suggestion.name}`)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Matches({ model }: { model: Model }) {
  const found = model.list.rows.value.length + model.list.pendingRows.value.length;
  const all = model.allRows.value.length;
  return (
    <>
      <span class="matches" role="status">
        {speak({ id: 'find.matches', values: { found, all } })}
      </span>
      <button
        type="button"
        class="bare"
        aria-label={label('find.previous')}
        title={label('find.previous')}
        onClick={() => model.list.step(-1, false)}
      >
        <Icon name="up" />
      </button>
      <button
        type="button"
        class="bare"
        aria-label={label('find.next')}
        title={label('find.next')}
        onClick={() => model.list.step(1, false)}
      >
        <Icon name="down" />
      </button>
      <button
        type="button"
        class="bare"
        aria-label={label('panel.filter-off')}
        title={label('panel.filter-off')}
        onClick={({ currentTarget }) => {
          // The button goes away with the filter.
          currentTarget.closest('search')?.querySelector<HTMLElement>('.search')?.focus();
          model.query.value = '';
        }}
      >
        <Icon name="close" />
      </button>
    </>
  );
}

function Saved({ model }: { model: Model }) {
  const { saved } = model.preferences.value;
  const query = model.query.value.trim();
  const isSaved = saved.includes(query);
  if (saved.length === 0 && query === '') return null;
  const toggle = (): void =>
    model.savePreferences({ saved: isSaved ? saved.filter((one) => one !== query) : withSaved(saved, query) });
  return (
    <>
      {query === '' ? null : (
        <button
          type="button"
          class="bare star"
          data-testid="save-filter"
          aria-pressed={isSaved}
          aria-label={label('find.save')}
          title={label('find.save')}
          onClick={toggle}
        >
          <Icon name="star" />
        </button>
      )}
      {saved.length === 0 ? null : (
        <select
          class="saved"
          data-testid="saved"
          aria-label={label('find.saved')}
          value=""
          onChange={({ currentTarget }) => {
            model.query.value = currentTarget.value;
            currentTarget.value = '';
          }}
        >
          <option value="">{label('find.saved')}</option>
          {saved.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      )}
    </>
  );
}
