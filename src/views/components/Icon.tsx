// Small line icons, 16 px, drawn in the text's colour; never the only name of a thing.
const PATHS = {
  clear: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM4.2 4.2l7.6 7.6',
  close: 'm4 4 8 8m0-8-8 8',
  up: 'm4 10 4-4 4 4',
  down: 'm4 6 4 4 4-4',
  star: 'm8 2.3 1.8 3.6 4 .6-2.9 2.8.7 4L8 11.4l-3.6 1.9.7-4L2.2 6.500l4-.6Z',
  gear: 'M8 5.700a2.300 2.300 0 1 0 0 4.600 2.300 2.300 0 0 0 0-4.600ZM8 1.800v2m0 8.400v2M1.800 8h2m8.400 0h2M3.600 3.600l1.400 1.400m6 6 1.400 1.400m0-8.800-1.400 1.400m-6 6-1.400 1.400',
  help: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2ZM6.200 6.300a1.850 1.850 0 1 1 2.600 1.700c-.6.3-.8.6-.8 1.200M8 11.300v.2',
  search: 'M7 2.700a4.300 4.300 0 1 0 0 8.600 4.300 4.300 0 0 0 0-8.600ZM10.200 10.200l3.300 3.300',
  copy: 'M5.500 5.500h8v8h-8zM10.500 5.500v-3h-8v8h3',
  pulse: 'M1.500 8.500h3l1.800-5 3 9 1.900-4h3.300',
} as const;

export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
