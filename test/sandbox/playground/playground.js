// The page: a button for each scene, a line for each call. `window.playground` is what tests and the tour use.
import { bases, onCall, reset } from './calls.js';
import { forgetOutage, scenes } from './scenes.js';

const LOG_LINES = 200;
const log = document.querySelector('#log');
const groups = document.querySelector('#groups');

const element = (name, text, attributes = {}) => {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  return made;
};
const kindOf = (status) => (status === null ? 'bad' : status < 400 ? 'good' : status < 500 ? 'warn' : 'bad');

onCall(({ method, path, status, text }) => {
  const line = element('li', '');
  line.append(
    element('b', status ?? 'none', { 'data-kind': kindOf(status) }),
    element('span', method),
    element('span', path, { title: path }),
    element('small', text.slice(0, 200) || '(empty)', { title: text.slice(0, 2000) }),
  );
  log.prepend(line);
  while (log.childElementCount > LOG_LINES) log.lastElementChild.remove();
});

const buttonOf = (id) => document.querySelector(`[data-scene="${CSS.escape(id)}"]`);
async function run(id) {
  const scene = scenes.find((known) => known.id === id);
  if (!scene) throw new Error(`There is no scene ${id}.`);
  buttonOf(id).setAttribute('aria-busy', 'true');
  try {
    await scene.run();
  } finally {
    buttonOf(id).removeAttribute('aria-busy');
  }
}

for (const group of new Set(scenes.map((scene) => scene.group))) {
  const section = element('section', '');
  const grid = element('div', '', { class: 'scenes' });
  for (const { id, status, label } of scenes.filter((scene) => scene.group === group)) {
    const button = element('button', '', { type: 'button', 'data-scene': id });
    button.append(element('strong', status), ' ', element('span', label));
    button.addEventListener('click', () => void run(id));
    grid.append(button);
  }
  section.append(element('h2', group), grid);
  groups.append(section);
}

document.querySelector('#external').textContent = bases.external;
document.querySelector('#plugin').textContent = bases.plugin;
document.querySelector('#reset').addEventListener('click', () => {
  forgetOutage();
  void reset();
});
document.querySelector('#clear').addEventListener('click', () => log.replaceChildren());
window.playground = { scenes: scenes.map(({ id }) => id), run };
document.documentElement.setAttribute('data-ready', '');
