/** Emissions of the model's machines: like `send`, but each role is tied to the messages that it understands. */
import { send } from '../src/system/authoring.ts';
import type { Send } from '../src/system/vocabulary.ts';
import type { ToChannel, ToConsumer, ToConsumerRecord } from './vocabulary.ts';

interface MessagesOf {
  readonly record: ToConsumerRecord;
  readonly channel: ToChannel;
  readonly consumer: ToConsumer;
}

/** To the component that the sender's link of that name stands for. */
export function sendMessage<Role extends keyof MessagesOf>(role: Role, message: MessagesOf[Role]): Send {
  return send(role, { ...message });
}
