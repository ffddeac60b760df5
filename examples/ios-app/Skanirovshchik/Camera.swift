import AVFoundation

/// The camera. Its frames come on `queue`, one at a time; those that come while one is looked at are dropped.
final class Camera: NSObject, AVCaptureVideoDataOutputSampleBufferDelegate {
    let session = AVCaptureSession()
    let queue: DispatchQueue
    /// Called on `queue` with a frame and whether it is mirrored. The frame is gone when it returns.
    var onFrame: ((CMSampleBuffer, Bool) -> Void)?

    private let output = AVCaptureVideoDataOutput()
    private var device: AVCaptureDevice?
    private var isMirrored = false

    init(queue: DispatchQueue) {
        self.queue = queue
        super.init()
        output.alwaysDiscardsLateVideoFrames = true
        // As the sensor delivers it, so that nothing is converted: the scanner looks at the luma plane where it lies.
        output.videoSettings = [
            kCVPixelBufferPixelFormatTypeKey as String: Int(kCVPixelFormatType_420YpCbCr8BiPlanarFullRange)
        ]
        output.setSampleBufferDelegate(self, queue: queue)
    }

    static func isAllowed() async -> Bool {
        switch AVCaptureDevice.authorizationStatus(for: .video) {
        case .authorized: return true
        case .notDetermined: return await AVCaptureDevice.requestAccess(for: .video)
        default: return false
        }
    }

    /// The functions below are called on `queue`.

    func start(front: Bool) {
        let position: AVCaptureDevice.Position = front ? .front : .back
        guard let device = AVCaptureDevice.default(.builtInWideAngleCamera, for: .video, position: position),
            let input = try? AVCaptureDeviceInput(device: device)
        else { return }
        session.beginConfiguration()
        session.inputs.forEach { session.removeInput($0) }
        if session.canSetSessionPreset(.hd1280x720) { session.sessionPreset = .hd1280x720 }
        if session.canAddInput(input) { session.addInput(input) }
        if !session.outputs.contains(output), session.canAddOutput(output) { session.addOutput(output) }
        session.commitConfiguration()
        self.device = device
        isMirrored = front
        focusNear(device)
        session.startRunning()
    }

    func stop() {
        session.stopRunning()
    }

    /// Whether there is a torch, and it is on now.
    func setTorch(_ isOn: Bool) -> Bool {
        guard let device, device.hasTorch, (try? device.lockForConfiguration()) != nil else { return false }
        device.torchMode = isOn ? .on : .off
        device.unlockForConfiguration()
        return isOn
    }

    private func focusNear(_ device: AVCaptureDevice) {
        guard (try? device.lockForConfiguration()) != nil else { return }
        if device.isAutoFocusRangeRestrictionSupported { device.autoFocusRangeRestriction = .near }
        if device.isFocusModeSupported(.continuousAutoFocus) { device.focusMode = .continuousAutoFocus }
        if device.isExposureModeSupported(.continuousAutoExposure) { device.exposureMode = .continuousAutoExposure }
        device.unlockForConfiguration()
    }

    func captureOutput(
        _ output: AVCaptureOutput, didOutput sampleBuffer: CMSampleBuffer, from connection: AVCaptureConnection
    ) {
        onFrame?(sampleBuffer, isMirrored)
    }
}
