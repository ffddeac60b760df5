import AVFoundation
import Combine
import Foundation
import SkanSDK
import UIKit

/// What the app is doing. Verdicts are not decided here: `Gate` has the binding's `Door` do that on the camera's queue.
@MainActor
final class AppModel: ObservableObject {
    enum Stage {
        case starting
        case settingUp
        case confirming(SetupCode)
        case ready(Venue)
        case failed(String)
    }

    @Published private(set) var stage = Stage.starting
    @Published private(set) var screen: DoorScreen?
    @Published private(set) var policies: [Policy] = []
    @Published private(set) var isBusy = false
    @Published private(set) var isCameraAllowed = true
    @Published private(set) var isFront = false
    @Published private(set) var isTorchOn = false
    /// The app switcher's picture is taken, or the screen is recorded: nothing about a holder may be seen.
    @Published private(set) var isCovered = false
    @Published private(set) var isRecorded = UIScreen.main.isCaptured
    @Published var notice: String?

    let camera: Camera
    private let desk = Desk()
    private let feedback = Feedback()
    private var store: TrustStore?
    private var isCameraWanted = true
    private var waitingFile: URL?
    private var watch: AnyCancellable?

    init() {
        camera = Camera(queue: desk.queue)
        camera.onFrame = { [desk] frame, isMirrored in desk.take(frame, isMirrored: isMirrored) }
        watch = NotificationCenter.default.publisher(for: UIScreen.capturedDidChangeNotification)
            .sink { [weak self] _ in self?.isRecorded = UIScreen.main.isCaptured }
        Task { await begin() }
    }

    // Coming and going

    func becameActive(_ isActive: Bool) {
        isCovered = !isActive
        if isActive {
            startCamera()
        } else {
            dismiss()
            stopCamera()
            BackgroundRefresh.schedule()
        }
    }

    func startCamera() {
        isCameraWanted = true
        let front = isFront
        Task {
            isCameraAllowed = await Camera.isAllowed()
            guard isCameraAllowed, isCameraWanted else { return }
            desk.queue.async { [camera, desk] in
                desk.gate?.resume()
                camera.start(front: front)
            }
        }
    }

    func stopCamera() {
        isCameraWanted = false
        isTorchOn = false
        desk.queue.async { [camera] in camera.stop() }
    }

    func flip() {
        isFront.toggle()
        isTorchOn = false
        startCamera()
    }

    func toggleTorch() {
        let wanted = !isTorchOn
        desk.queue.async { [camera, weak self] in
            let isOn = camera.setTorch(wanted)
            Task { @MainActor in self?.isTorchOn = isOn }
        }
    }

    // The door

    func dismiss() {
        desk.queue.async { [desk] in desk.gate?.dismiss() }
        if !isCameraWanted, !isCovered { startCamera() }  // a picture of the gallery was shown
    }

    func addAnother() { desk.queue.async { [desk] in desk.gate?.addAnother() } }

    func judgeTogether() { desk.queue.async { [desk] in desk.gate?.judgeTogether() } }

    /// Once a second: without a camera no frame does it.
    func tick() {
        guard !isCameraWanted || !isCameraAllowed else { return }
        desk.queue.async { [desk] in desk.gate?.tick() }
    }

    func judge(_ image: UIImage) {
        guard let frame = Photo.frame(of: image) else { return notice = NSLocalizedString("photo.unreadable", comment: "") }
        stopCamera()
        desk.queue.async { [desk, weak self] in
            do { try desk.gate?.take(still: frame) } catch { self?.tell(error) }
        }
    }

    func choose(policy: String?, practice: Bool) {
        guard case .ready(var venue) = stage else { return }
        venue.policy = policy
        venue.practice = practice
        do { try venue.save() } catch { return tell(error) }
        stage = .ready(venue)
        desk.queue.async { [desk, weak self] in
            do { try desk.gate?.choose(policy: policy, practice: practice) } catch { self?.tell(error) }
        }
    }

    // Setting up

    func readAgain() {
        do {
            let reader = try SetupReader { [weak self] setup in
                Task { @MainActor in self?.confirm(setup) }
            }
            desk.queue.async { [desk] in desk.setup = reader }
            stage = .settingUp
            startCamera()
        } catch {
            stage = .failed(error.localizedDescription)
        }
    }

    private func confirm(_ setup: SetupCode) {
        guard case .settingUp = stage else { return }
        desk.queue.async { [desk] in desk.setup = nil }
        stopCamera()
        stage = .confirming(setup)
    }

    /// The operator has said that the words are those of the authority. `root` is a file that was picked; nil: the site's.
    func enrol(_ setup: SetupCode, root: Data?) {
        let venue = Venue(
            authority: setup.authority, name: setup.name, site: setup.siteURL, channel: setup.channel, policy: setup.policy)
        work {
            let store = try await Trust.enrol(venue, root: root)
            await self.open(store, venue)
            if let url = venue.site { try Trust.update(store, of: venue, from: Trust.site(url)) }
        }
    }

    func forget() {
        desk.queue.async { [desk] in desk.gate = nil }
        store?.close()
        store = nil
        screen = nil
        do { try Trust.forget() } catch { tell(error) }
        readAgain()
    }

    // Updating

    /// From any address: what comes from it counts only if the authority has signed it. nil: the authority's own site.
    func update(from address: URL? = nil) {
        guard let store, case .ready(let venue) = stage else { return }
        guard let url = address ?? venue.site else { return notice = NSLocalizedString("update.by.file", comment: "") }
        work { try Trust.update(store, of: venue, from: Trust.site(url)) }
    }

    func load(file url: URL) {
        guard let store, case .ready(let venue) = stage else { return waitingFile = url }  // the app was opened with it
        work { try Trust.update(store, of: venue, bundle: AppModel.content(of: url)) }
    }

    /// A file that another app or the document picker hands over.
    nonisolated static func content(of url: URL) throws -> Data {
        let isScoped = url.startAccessingSecurityScopedResource()
        defer { if isScoped { url.stopAccessingSecurityScopedResource() } }
        return try Data(contentsOf: url, options: .mappedIfSafe)
    }

    // Inside

    private func begin() async {
        do {
            guard let venue = try Venue.load() else { return readAgain() }
            let store = try await Task.detached { try Trust.open(venue) }.value
            open(store, venue)
        } catch {
            stage = .failed(error.localizedDescription)
        }
    }

    private func open(_ store: TrustStore, _ venue: Venue) {
        do {
            let gate = try Gate(store: store, venue: venue) { [weak self] screen in
                Task { @MainActor in self?.show(screen) }
            }
            desk.queue.async { [desk] in desk.gate = gate }
            self.store = store
            stage = .ready(venue)
            readPolicies()
            startCamera()
            if let url = waitingFile { load(file: url) }
            waitingFile = nil
        } catch {
            stage = .failed(error.localizedDescription)
        }
    }

    private func show(_ new: DoorScreen) {
        screen = new
        if !isCovered { feedback.notice(new) }
    }

    private func readPolicies() {
        guard let store else { return }
        Task.detached {
            let found = (try? store.status(at: .now))?.policies ?? []
            await MainActor.run { self.policies = found }
        }
    }

    /// Something slow, off the main thread; what goes wrong is told. The data in force stays in force then.
    private func work(_ body: @escaping @Sendable () async throws -> Void) {
        isBusy = true
        Task.detached {
            do { try await body() } catch { self.tell(error) }
            await MainActor.run {
                self.isBusy = false
                self.readPolicies()
                self.desk.queue.async { [desk = self.desk] in desk.gate?.dataChanged() }
            }
        }
    }

    private nonisolated func tell(_ error: Error) {
        let sentences = [error.localizedDescription, (error as NSError).localizedRecoverySuggestion]
        Task { @MainActor in self.notice = sentences.compactMap { $0 }.joined(separator: "\n") }
    }
}

/// What the camera's frames are for now. Everything in it belongs to `queue`.
final class Desk: @unchecked Sendable {
    let queue = DispatchQueue(
        label: "org.example.skanirovshchik.camera", qos: .userInteractive, autoreleaseFrequency: .workItem)
    var gate: Gate?
    var setup: SetupReader?

    func take(_ frame: CMSampleBuffer, isMirrored: Bool) {
        if let setup {
            setup.take(frame, isMirrored: isMirrored)
        } else {
            gate?.take(frame, isMirrored: isMirrored)
        }
    }
}
