import AVFoundation
import Foundation
import SkanSDK

/// Scanner and door on the camera's queue. Everything is decided by `Door`; this hands frames in and screens out.
/// Its functions are called on `queue`.
final class Gate {
    private let store: TrustStore
    private let door: Door
    private let scanner: CodeScanner
    private let show: (DoorScreen) -> Void
    private var last: DoorScreen?

    /// `show` is called on the queue whenever there is another screen.
    init(store: TrustStore, venue: Venue, show: @escaping (DoorScreen) -> Void) throws {
        let catalogue = try Catalogue(language: Catalogue.preferredLanguage)
        self.store = store
        door = try Door(store: store, catalogue: catalogue, policy: venue.policy, practice: venue.practice)
        scanner = try CodeScanner(options: Door.scannerOptions)
        self.show = show
    }

    func take(_ frame: CMSampleBuffer, isMirrored: Bool) {
        // A refused frame (another pixel format, a camera that was switched) is as good as one without codes.
        let event = try? scanner.process(frame, rotation: 90, mirrored: isMirrored)
        give(door.screen(codes: event?.codes ?? [], hint: event?.hint ?? ScanHint.none, at: .now, seconds: Gate.seconds))
    }

    func take(still frame: Frame) throws {
        let still = try scanner.readStill(frame, effort: .thorough)
        give(door.screen(still: still.codes.map(\.content), at: .now, seconds: Gate.seconds))
    }

    /// The camera was opened anew. Meanwhile a background refresh may have updated the store's file.
    func resume() {
        try? scanner.reset()
        if (try? store.refresh()) == true { dataChanged() }
    }

    func tick() { give(door.screen(codes: [], hint: .none, at: .now, seconds: Gate.seconds)) }
    func dismiss() { give(door.dismiss(at: .now, seconds: Gate.seconds)) }
    func addAnother() { give(door.addAnother(at: .now, seconds: Gate.seconds)) }
    func judgeTogether() { give(door.judgeTogether(at: .now, seconds: Gate.seconds)) }
    func dataChanged() { give(door.dataChanged(at: .now, seconds: Gate.seconds)) }

    func choose(policy: String?, practice: Bool) throws {
        try door.choose(policy: policy, practice: practice)
        tick()
    }

    private func give(_ screen: DoorScreen) {
        if screen === last { return }
        last = screen
        show(screen)
        // So that a clock that is set back later is noticed. The store writes it at most every ten minutes.
        if screen.kind == .verdict { try? store.noteTime(.now) }
    }

    /// A clock that nobody can set, running also while the device sleeps.
    private static var seconds: TimeInterval { Double(clock_gettime_nsec_np(CLOCK_MONOTONIC_RAW)) / 1e9 }
}
