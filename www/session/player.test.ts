// Playing goes on by itself, at its pace, until there is no way on.

import { expect, it } from 'vitest';

import { Player, type Timer } from './player.ts';

class FakeTimer {
  waits: number[] = [];
  #call: (() => void) | undefined;

  readonly set: Timer = (call, ms) => {
    this.waits.push(ms);
    this.#call = call;
    return () => {
      if (this.#call === call) this.#call = undefined;
    };
  };

  get isWaiting(): boolean {
    return this.#call !== undefined;
  }

  ring(): void {
    const call = this.#call;
    this.#call = undefined;
    call?.();
  }
}

function playing(moves: number) {
  const timer = new FakeTimer();
  const seen = { moves: 0 };
  const player = new Player(() => {
    seen.moves += 1;
    return seen.moves < moves;
  }, timer.set);
  return { timer, player, seen };
}

it('moves at once, then again and again, and stops where there is no way on', () => {
  const { timer, player, seen } = playing(3);
  player.play();
  expect([seen.moves, player.playing]).toEqual([1, true]);
  timer.ring();
  timer.ring();
  expect([seen.moves, player.playing, timer.isWaiting]).toEqual([3, false, false]);
});

it('rests while it is paused', () => {
  const { timer, player, seen } = playing(9);
  player.play();
  player.pause();
  timer.ring();
  expect([seen.moves, player.playing]).toEqual([1, false]);
});

it('takes a new pace at once', () => {
  const { timer, player } = playing(9);
  player.play();
  player.speed = 10;
  expect(timer.waits.at(-1)).toBe(100);
  expect(player.playing).toBe(true);
});
