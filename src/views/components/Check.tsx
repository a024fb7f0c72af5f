// A box to tick, with its words.
interface Props {
  testId: string;
  label: string;
  title?: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}

export function Check({ testId, label, title, isOn, onChange }: Props) {
  return (
    <label class="check" title={title}>
      <input
        type="checkbox"
        data-testid={testId}
        checked={isOn}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
      {label}
    </label>
  );
}
