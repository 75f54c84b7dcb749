#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plate of docs/usb-protocol.md ("Over a tty"), written from that page alone, on a pseudo-terminal.

serial_plate.py LINK [GONE_AFTER GONE_FOR]: sends the ramp to whoever opens LINK; GONE_AFTER seconds
into its first session it is pulled for GONE_FOR seconds, once.
serial_plate.py --check FILE.w64 FILE.json: every sample that is in no gap is what was sent.
"""
import binascii, json, os, pty, select, struct, sys, time, tty

CHANNELS, FRAMES = 8, 20


def crc16(data):
    return binascii.crc_hqx(data, 0xFFFF)


def ramp(session, frame, channel):
    return 16 * frame + channel + (session % 16 << 20) & 0xFFFFFF


class Plate:
    def __init__(self):
        self.born = time.monotonic()
        self.config = struct.pack("<IHBB16s", 1000000, 0xFF, FRAMES, 0, bytes(16))
        self.session = self.start = self.sequence = self.frame = 0
        self.running = False

    def rate(self):
        return struct.unpack_from("<I", self.config)[0] / 1000

    def answer(self, request, inward, value, length, data):
        """The data of the answer, None = refused."""
        if request == 0x01:
            return struct.pack("<4sHHBBBBIIIII32s", b"HPP1", 0x100, 0x102, CHANNELS, 24, FRAMES, 1,
                               100000, 10000000, 4096, 50000, 0, b"Python plate")
        if request == 0x02 and inward:
            return self.config
        if request == 0x02 and not self.running and len(data) == 24:
            self.config = data
            return b""
        if request == 0x10 and not self.running:
            self.running, self.start = True, time.monotonic()
            self.session += 1
            self.sequence = self.frame = 0
            return b""
        if request == 0x11:
            self.running = False
            return b""
        if request == 0x12:
            return struct.pack("<BBHIQQhHI", self.running, self.session % 256, 0, self.sequence,
                               self.frame, 0, -32768, 0, 0)
        if request == 0x13:
            return struct.pack("<Q", int((time.monotonic() - self.born) * 1e9))
        return None

    def reply(self, stream):
        """(answer, rest) of the first request in stream, (None, stream) where none is whole."""
        at = stream.find(b"HQ")
        if at < 0 or len(stream) < at + 10:
            return None, stream
        request, direction, value, length = struct.unpack_from("<BBHH", stream, at + 2)
        size = 8 + (0 if direction & 0x80 else length)
        if len(stream) < at + size + 2:
            return None, stream
        frame, rest = stream[at:at + size], stream[at + size + 2:]
        if struct.unpack_from("<H", stream, at + size)[0] != crc16(frame):
            return None, stream[at + 2:]
        data = self.answer(request, direction & 0x80, value, length, frame[8:])
        refused, data = data is None, (data or b"")[:length]
        out = b"HR" + struct.pack("<BBHH", request, direction & 0x80 | refused, value, len(data)) + data
        return out + struct.pack("<H", crc16(out)), rest

    def block(self):
        """The next one that is due, or None."""
        if not self.running or time.monotonic() < self.start + (self.frame + FRAMES) / self.rate():
            return None
        due = self.start - self.born + (self.frame + 1) / self.rate()
        header = struct.pack("<2sHIQQIBB", b"HP", 1 << 5, self.sequence, self.frame, int(due * 1e9), 0,
                             FRAMES, CHANNELS - 1 | self.session % 16 << 4)
        samples = b"".join(struct.pack("<I", ramp(self.session, self.frame + f, c))[:3]
                           for f in range(FRAMES) for c in range(CHANNELS))
        self.sequence += 1
        self.frame += FRAMES
        return header + struct.pack("<H", crc16(header + samples)) + samples


def plug(link):
    master, slave = pty.openpty()
    tty.setraw(slave)
    if os.path.lexists(link):
        os.unlink(link)
    os.symlink(os.ttyname(slave), link)
    return master, slave


def serve(link, gone_after, gone_for):
    plate, stream = Plate(), b""
    master, slave = plug(link)
    while True:
        if select.select([master], [], [], 0.002)[0]:
            stream += os.read(master, 4096)
        answer, stream = plate.reply(stream)
        if answer:
            os.write(master, answer)
        # all that are due: a busy computer gets round to it seldom
        while block := plate.block():
            os.write(master, block)
        if gone_after and plate.running and time.monotonic() - plate.start > gone_after:
            os.unlink(link)
            os.close(slave)
            os.close(master)
            time.sleep(gone_for)
            # power comes anew: its count of sessions too, but the ramp shall tell them apart
            session, plate, stream, gone_after = plate.session, Plate(), b"", 0
            plate.session = session
            master, slave = plug(link)


def samples_of(path):
    with open(path, "rb") as file:
        data = file.read()
    at, width = 40, 0
    while data[at:at + 4] != b"data":
        size = struct.unpack_from("<Q", data, at + 16)[0]
        if data[at:at + 4] == b"fmt ":
            width = struct.unpack_from("<H", data, at + 24 + 12)[0] // CHANNELS
        at += (size + 7) // 8 * 8
    size = struct.unpack_from("<Q", data, at + 16)[0] - 24
    return data[at + 24:at + 24 + size], width


def check(path, sidecar):
    data, width = samples_of(path)
    with open(sidecar, encoding="utf-8") as file:
        gaps = [(g["Frame"], g["Frame"] + g["Frames"]) for g in json.load(file)["Gaps"]]
    checked = first = session = None
    wrong = good = 0
    for frame in range(len(data) // width // CHANNELS):
        if any(begin <= frame < end for begin, end in gaps):
            first = None
            continue
        base = frame * CHANNELS * width
        got = [int.from_bytes(data[base + c * width:base + (c + 1) * width], "little") for c in range(CHANNELS)]
        got = [value >> 8 if width == 4 else value for value in got]
        if first is None:
            session, first = got[0] >> 20, frame - ((got[0] & 0xFFFFF) >> 4)
        good += CHANNELS
        wrong += sum(value != ramp(session, frame - first, c) for c, value in enumerate(got))
    print(f"{good} samples, {wrong} wrong")
    return 1 if wrong or not good else 0


if __name__ == "__main__":
    if sys.argv[1] == "--check":
        sys.exit(check(sys.argv[2], sys.argv[3]))
    gone = [float(text) for text in sys.argv[2:4]] or [0, 0]
    serve(sys.argv[1], *gone)
