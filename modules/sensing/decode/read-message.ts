import type { Mapping, PayloadFormat } from '../mapping.ts'
import { readEnvelope } from './envelope.ts'
import { readChirpstack, readTts } from './lorawan.ts'
import { readMapped } from './mapped.ts'
import { type Decoded, faulty } from './raw-reading.ts'
import { readObservation } from './sensorthings.ts'
import { readThingsboard } from './thingsboard.ts'

/** Text of a message as JSON; what is not, with its reason. */
export function parseMessage(text: string): { readonly message: unknown } | { readonly fault: Decoded } {
  try {
    return { message: JSON.parse(text) as unknown }
  } catch {
    // Cheap printf firmware writes what JSON has no word for.
    const number = /[:[,]\s*-?(nan|inf(inity)?)\b/iu.test(text)
    return { fault: number ? faulty('not-a-number', text.slice(0, 120)) : faulty('garbage', text.slice(0, 120)) }
  }
}

/** A message in the format its device is registered with. */
export function readMessage(format: PayloadFormat, message: unknown, mapping: Mapping | undefined): Decoded {
  switch (format) {
    case 'thingsboard':
      return readThingsboard(message)
    case 'chirpstack':
    case 'decentlab':
      return readChirpstack(message)
    case 'tts':
      return readTts(message)
    case 'sensorthings':
      return readObservation(message)
    case 'json':
      return mapping ? readMapped(message, mapping) : readEnvelope(message)
    case 'sihe':
      return readEnvelope(message)
  }
}
