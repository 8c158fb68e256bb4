import type { ResourceTemplate } from '../resource.ts';
import { resourceJson } from './resource-json.ts';

export const capabilityTopic: ResourceTemplate = {
  uriTemplate: 'clari://capabilities/{topic}',
  variable: 'topic',
  name: 'capability_topic',
  title: 'What Clari allows, one topic',
  description:
    'The entries of clari://capabilities on one topic, which is the first part of their ids: provisioning, deactivation and so on.',
  mimeType: 'application/json',
  async complete(typed) {
    const { capabilityTopics } = await import('../app/lookups/capabilities.ts');
    const wanted = typed.trim().toLowerCase();
    const values = capabilityTopics().filter((topic) => topic.startsWith(wanted));
    return { values, total: values.length };
  },
  async read(topic, deps) {
    const { capabilitiesOn } = await import('../app/lookups/capabilities.ts');
    return resourceJson(await capabilitiesOn(topic, deps));
  },
};
